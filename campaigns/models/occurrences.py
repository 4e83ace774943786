"""One due moment of an item: the row from which deliveries fan out."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from campaigns.models.campaigns import Campaign
from campaigns.models.items import CampaignItem, ChannelKind
from outreach.models import Ward
from outreach.models.scoping import WardRows


class Occurrence(models.Model):
    """Lần phát hành: an item at one due moment, with the revisions that were approved for it."""

    item = models.ForeignKey(
        CampaignItem, models.PROTECT, related_name="occurrences", verbose_name="nội dung"
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="occurrences", verbose_name="đợt"
    )
    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    channel_kind = models.CharField("kênh", max_length=14, choices=ChannelKind)
    due_at = models.DateTimeField("đến giờ lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    campaign_revision = models.ForeignKey(
        "wagtailcore.Revision", models.PROTECT, related_name="+", verbose_name="bản đợt đã duyệt"
    )
    material_revision = models.ForeignKey(
        "wagtailcore.Revision",
        models.PROTECT,
        related_name="+",
        verbose_name="bản tư liệu đã duyệt",
    )
    fanned_out_at = models.DateTimeField("đã chia lượt gửi lúc", null=True, blank=True)
    problem = models.CharField("vướng mắc", max_length=400, blank=True)
    cancelled_at = models.DateTimeField("huỷ lúc", null=True, blank=True)

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "lần phát hành"
        ordering = ["-due_at"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(fanned_out_at=None, cancelled_at=None),
                name="occurrence_to_fan_out",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["item", "due_at"], name="occurrence_once_per_due"),
            models.CheckConstraint(
                name="occurrence_expires_later", condition=Q(expires_at__gt=F("due_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} · {timezone.localtime(self.due_at):%d/%m/%Y %H:%M}"
