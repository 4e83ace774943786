"""Short codes, and counters of events that know no person (reach.md §6)."""

from django.db import models

from outreach.models.groups import ResidentialGroup
from outreach.models.places import Ward
from outreach.models.scoping import WardRows


class TrackedLink(models.Model):
    """Mã ngắn: opens a material from paper (/q/) or from Zalo (/z/)."""

    class Channel(models.TextChoices):
        QR = "qr", "Mã QR trên giấy"
        ZALO = "zalo", "Tin Zalo"

    code = models.CharField("mã", max_length=6, unique=True)
    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    campaign_code = models.CharField("mã đợt", max_length=40, blank=True)
    material = models.ForeignKey("wagtailcore.Page", models.PROTECT, verbose_name="tư liệu")
    channel = models.CharField("kênh", max_length=6, choices=Channel)
    group = models.ForeignKey(
        ResidentialGroup, models.PROTECT, null=True, blank=True, verbose_name="tổ dân phố"
    )
    print_batch = models.CharField("lô", max_length=60, blank=True)
    label = models.CharField("ghi chú", max_length=160, blank=True)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    retired_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "mã ngắn"
        constraints = [
            models.UniqueConstraint(
                fields=["ward", "channel", "print_batch", "group"],
                condition=~models.Q(print_batch="") & models.Q(group__isnull=False),
                name="one_code_per_batch_and_group",
            ),
            models.UniqueConstraint(
                fields=["ward", "channel", "print_batch"],
                condition=~models.Q(print_batch="") & models.Q(group=None),
                name="one_code_per_batch_of_the_ward",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def path(self) -> str:
        """The public path, in small letters; the QR prints it in capitals."""
        return f"/{'q' if self.channel == self.Channel.QR else 'z'}/{self.code.lower()}"


class DailyCount(models.Model):
    """Bộ đếm theo ngày: how often, and nothing about who, where or when in the day."""

    class Channel(models.TextChoices):
        WEB = "web", "Trang thông tin"
        QR = "qr", "Mã QR"
        ZALO = "zalo", "Zalo"
        OTHER = "other", "Khác"

    class Event(models.TextChoices):
        OPEN = "open", "Lượt mở"
        PLAY = "play", "Lượt nghe"
        DOWNLOAD = "download", "Lượt tải"

    date = models.DateField("ngày")
    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    campaign_code = models.CharField("mã đợt", max_length=40, blank=True)
    material_id = models.BigIntegerField("tư liệu")
    channel = models.CharField("kênh", max_length=6, choices=Channel)
    event = models.CharField("sự kiện", max_length=10, choices=Event)
    shard = models.PositiveSmallIntegerField("ngăn", default=0)
    count = models.PositiveIntegerField("số lượt", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "bộ đếm theo ngày"
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "date",
                    "ward",
                    "campaign_code",
                    "material_id",
                    "channel",
                    "event",
                    "shard",
                ],
                name="one_counter_per_leaf_and_shard",
            )
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.channel} {self.event}: {self.count}"
