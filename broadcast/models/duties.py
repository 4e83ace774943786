"""What every group must hear each month (loudspeaker.md §1.4)."""

from datetime import date
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from broadcast.models.scopes import ScopedRows, one_scope, valid_in_order
from outreach.models import Province, Ward


class MonthlyDuty(models.Model):
    """Chỉ tiêu phát thanh hằng tháng: how often each group must hear the topic."""

    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, verbose_name="tỉnh, thành phố"
    )
    ward = models.ForeignKey(Ward, models.PROTECT, null=True, blank=True, verbose_name="xã, phường")
    min_airings = models.PositiveSmallIntegerField(
        "số lần phát ít nhất mỗi tháng", default=1, validators=[MinValueValidator(1)]
    )
    topic = models.CharField("chủ đề", max_length=120, default="Phòng, chống mua bán người")
    valid_from = models.DateField("áp dụng từ ngày")
    valid_until = models.DateField("áp dụng đến hết ngày", null=True, blank=True)
    citation = models.CharField("căn cứ", max_length=200)

    objects = ScopedRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "chỉ tiêu phát thanh hằng tháng"
        ordering = ["-valid_from"]
        constraints = [
            one_scope("monthly_duty_has_one_scope"),
            valid_in_order("monthly_duty_in_order"),
            models.CheckConstraint(name="monthly_duty_has_a_citation", condition=~Q(citation="")),
            models.CheckConstraint(
                name="monthly_duty_at_least_once", condition=Q(min_airings__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: ít nhất {self.min_airings} lần mỗi tháng"

    def clean(self) -> None:
        """Refuse a period that overlaps another of the same scope."""
        type(self).objects.refuse_overlap(self)

    @classmethod
    def of_ward(cls, ward: Ward, *, day: date) -> Self | None:
        """Return the duty valid on ``day``: the ward's own before the province's."""
        rows = list(cls.objects.governing(ward).valid_on(day))
        return next(iter(sorted(rows, key=lambda row: row.ward_id is None)), None)
