"""A way to reach one residential group."""

from django.db import models

from campaigns.models import ChannelKind
from outreach.models import ResidentialGroup, Ward
from outreach.models.scoping import WardRows


class Channel(models.Model):
    """Kênh: one kind of carrier for one group."""

    class State(models.TextChoices):
        ACTIVE = "dang_dung", "Đang dùng"
        PAUSED = "tam_dung", "Tạm dừng"
        OFF = "khong_dung", "Không dùng"

    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    group = models.ForeignKey(
        ResidentialGroup, models.PROTECT, related_name="channels", verbose_name="tổ dân phố"
    )
    kind = models.CharField("loại kênh", max_length=14, choices=ChannelKind)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.ACTIVE)
    paused_until = models.DateTimeField("tạm dừng đến", null=True, blank=True)
    problem = models.CharField("vướng mắc", max_length=300, blank=True)
    copies = models.PositiveSmallIntegerField("số bản in", default=2)
    error_count = models.PositiveSmallIntegerField("số lỗi liên tiếp", default=0, editable=False)

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "kênh"
        ordering = ["group", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "kind"], name="channel_once_per_group_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} · {self.get_kind_display()}"
