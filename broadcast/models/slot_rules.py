"""When the loudspeakers may speak: limits are data with a citation (loudspeaker.md §1.3)."""

from datetime import date, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from broadcast.models.scopes import ScopedRows, one_scope, valid_in_order
from outreach.models import Province, Ward

TEMPORARY = "tạm dùng, chưa có quy chế"
RECHECK_AFTER = timedelta(days=365)


class SlotRule(ClusterableModel):
    """Quy chế phát thanh: of a province or a ward, for a period; an empty field says nothing."""

    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, verbose_name="tỉnh, thành phố"
    )
    ward = models.ForeignKey(Ward, models.PROTECT, null=True, blank=True, verbose_name="xã, phường")
    valid_from = models.DateField("áp dụng từ ngày")
    valid_until = models.DateField("áp dụng đến hết ngày", null=True, blank=True)
    sessions_per_day = models.PositiveSmallIntegerField(
        "số buổi mỗi ngày", null=True, blank=True, validators=[MaxValueValidator(24)]
    )
    minutes_per_session = models.PositiveSmallIntegerField(
        "số phút mỗi buổi",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
    )
    counts_relay = models.BooleanField("tính cả thời lượng tiếp sóng", null=True, blank=True)
    relay_minutes = models.PositiveSmallIntegerField(
        "số phút tiếp sóng mỗi buổi", null=True, blank=True, validators=[MaxValueValidator(240)]
    )
    weekdays = models.CharField("các thứ được phát", max_length=13, blank=True)
    lead_hours = models.PositiveSmallIntegerField(
        "gửi tệp trước (giờ)", null=True, blank=True, validators=[MaxValueValidator(24 * 14)]
    )
    citation = models.CharField("căn cứ", max_length=200)
    issued_on = models.DateField("ban hành ngày", null=True, blank=True)
    article = models.CharField("điều, khoản", max_length=80, blank=True)
    source_url = models.URLField("địa chỉ văn bản", max_length=300, blank=True)
    verified_on = models.DateField("kiểm tra ngày", null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người kiểm tra",
    )

    objects = ScopedRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "quy chế phát thanh"
        ordering = ["-valid_from"]
        constraints = [
            one_scope("slot_rule_has_one_scope"),
            valid_in_order("slot_rule_in_order"),
            models.CheckConstraint(name="slot_rule_has_a_citation", condition=~Q(citation="")),
            models.UniqueConstraint(
                fields=["ward", "valid_from"],
                condition=Q(ward__isnull=False),
                name="slot_rule_once_per_ward_and_day",
            ),
            models.UniqueConstraint(
                fields=["province", "valid_from"],
                condition=Q(province__isnull=False),
                name="slot_rule_once_per_province_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ward or self.province}: {self.cited}"

    def clean(self) -> None:
        """Refuse a period that overlaps another of the same scope."""
        self.refuse_overlap()

    def refuse_overlap(self) -> None:
        """Raise ``ValidationError`` when another rule of this scope is valid on a same day."""
        type(self).objects.refuse_overlap(self)

    @property
    def cited(self) -> str:
        """The citation with its article: "khoản 2 Điều 5, Quyết định 12/QĐ-UBND"."""
        return ", ".join(part for part in (self.article, self.citation) if part)

    @property
    def is_temporary(self) -> bool:
        """Whether the ward works without a regulation of its own."""
        return self.citation.strip().lower() == TEMPORARY

    def needs_check_on(self, day: date) -> bool:
        """Whether nobody has checked it against its source for a year."""
        return self.verified_on is None or day - self.verified_on > RECHECK_AFTER


class SlotWindow(models.Model):
    """Khung được phát."""

    rule = ParentalKey(SlotRule, on_delete=models.CASCADE, related_name="windows")
    starts = models.TimeField("từ")
    ends = models.TimeField("đến")

    class Meta:
        verbose_name = verbose_name_plural = "khung được phát"
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(name="slot_window_in_order", condition=Q(ends__gt=F("starts")))
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"


class QuietTime(models.Model):
    """Giờ yên tĩnh: may run over midnight; no weekdays means every day."""

    rule = ParentalKey(SlotRule, on_delete=models.CASCADE, related_name="quiet_times")
    weekdays = models.CharField("các thứ", max_length=13, blank=True)
    starts = models.TimeField("từ")
    ends = models.TimeField("đến")
    reason = models.CharField("lý do", max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = "giờ yên tĩnh"
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(name="quiet_time_has_length", condition=~Q(ends=F("starts")))
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M} ({self.reason})"


class WeekendException(models.Model):
    """Ngày được phát thêm: a day outside the weekdays that a document allows."""

    rule = ParentalKey(SlotRule, on_delete=models.CASCADE, related_name="exceptions")
    on_date = models.DateField("ngày")
    reason = models.CharField("lý do", max_length=120)
    citation = models.CharField("căn cứ", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "ngày được phát thêm"
        ordering = ["on_date"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "on_date"], name="exception_once_per_day"),
            models.CheckConstraint(name="exception_has_a_citation", condition=~Q(citation="")),
        ]

    def __str__(self) -> str:
        return f"{self.on_date:%d/%m/%Y}: {self.reason}"
