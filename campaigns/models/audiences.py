"""Whom an item is meant for, and days on which nothing is sent."""

from datetime import date

from django.db import models
from django.db.models import F, Q, QuerySet

from outreach.models import ResidentialGroup, Ward
from outreach.models.scoping import WardRows


class Audience(models.Model):
    """Đối tượng: all groups of the ward, those at high risk, or chosen ones."""

    class Scope(models.TextChoices):
        ALL = "tat_ca", "Tất cả tổ dân phố, thôn"
        HIGH_RISK = "nguy_co_cao", "Các địa bàn nguy cơ cao"
        CHOSEN = "chon", "Các tổ dân phố, thôn được chọn"

    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    name = models.CharField("tên", max_length=120)
    scope = models.CharField("phạm vi", max_length=12, choices=Scope, default=Scope.ALL)
    groups = models.ManyToManyField(ResidentialGroup, blank=True, verbose_name="tổ dân phố, thôn")

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "đối tượng"
        ordering = ["ward", "name"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "name"], name="audience_once_per_ward")
        ]

    def __str__(self) -> str:
        return self.name

    def groups_on(self, day: date) -> QuerySet[ResidentialGroup]:
        """Return the groups meant, of those that exist on ``day``; never of another ward."""
        groups = ResidentialGroup.objects.filter(ward_id=self.ward_id).valid_on(day)
        if self.scope == self.Scope.HIGH_RISK:
            return groups.filter(is_high_risk=True)
        if self.scope == self.Scope.CHOSEN:
            return groups.filter(pk__in=self.groups.values("pk"))
        return groups


class QuietPeriod(models.Model):
    """Ngày không phát: exams, mourning; nothing is sent in the ward from the first to the last.

    With groups, as for a funeral in one of them, only the loudspeakers that they hear are silent.
    """

    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    reason = models.CharField("lý do", max_length=160)
    groups = models.ManyToManyField(ResidentialGroup, blank=True, verbose_name="chỉ ở tổ, thôn")

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ngày không phát"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="quiet_period_in_order", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason} ({self.starts_on:%d/%m/%Y} – {self.ends_on:%d/%m/%Y})"
