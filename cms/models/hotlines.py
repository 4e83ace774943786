"""The registry of hotlines: a number is written once, here, with its dates."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

STALE_AFTER = timedelta(days=180)


class HotlineQuerySet(models.QuerySet["Hotline"]):
    """Hotlines by day."""

    def valid_on(self, day: date) -> Self:
        """Limit to the numbers in service on ``day``."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
        )


class Hotline(models.Model):
    """Đường dây nóng: a public number that a material refers to and never types."""

    number = models.CharField("số", max_length=16, unique=True)
    display = models.CharField("cách viết", max_length=24)
    owner = models.CharField("đơn vị trực", max_length=160)
    purpose = models.CharField("gọi khi nào", max_length=160)
    province = models.ForeignKey(
        "outreach.Province",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="phạm vi tỉnh (để trống là toàn quốc)",
    )
    hours = models.CharField("giờ trực", max_length=60, default="24/24")
    is_free = models.BooleanField("miễn phí", default=True)
    is_recorded = models.BooleanField("có ghi âm", default=False)
    valid_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("hết hiệu lực sau ngày", null=True, blank=True)
    verified_on = models.DateField("gọi kiểm tra ngày", null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name="người gọi"
    )
    source_url = models.URLField("nguồn", blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = HotlineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "đường dây nóng"
        ordering = ["position", "number"]

    def __str__(self) -> str:
        return f"{self.display} ({self.owner})"

    def is_valid_on(self, day: date) -> bool:
        """Whether the number is in service on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def is_stale_on(self, day: date) -> bool:
        """Whether nobody has called to check it for more than 180 days."""
        return self.verified_on is None or day - self.verified_on > STALE_AFTER
