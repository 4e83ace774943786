"""The plan and the truth of the loudspeakers: what plays where and when, and what became of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from broadcast.models.loudspeakers import Loudspeaker
from campaigns.models import Occurrence
from media.versions import Version
from outreach.models import Ward
from outreach.models.scoping import WardRows

VERSIONS = [(version.value, version.label) for version in Version]


class Airing(models.Model):
    """Lượt phát thanh: one script version × loudspeaker × start; ``airings`` sets its state."""

    class State(models.TextChoices):
        PLANNED = "planned", "Đã xếp lịch"
        HANDED_OVER = "handed_over", "Đã bàn giao"
        PLAYED = "played", "Đã phát, chờ xác nhận"
        CONFIRMED = "confirmed", "Đã xác nhận"
        PARTIAL = "partial", "Phát một phần"
        NOT_PLAYED = "not_played", "Không phát được"
        EXPIRED = "expired", "Quá giờ, chưa bàn giao"
        CANCELLED = "cancelled", "Đã huỷ"

    class Level(models.TextChoices):
        """Mức bản tin: an emergency is never made, booked or imported here."""

        NORMAL = "thong_thuong", "Thông thường"
        PRIORITY = "uu_tien", "Ưu tiên"

    class Reason(models.TextChoices):
        """Why it did not play."""

        POWER = "mat_dien", "Mất điện"
        BROKEN = "loa_hong", "Loa hỏng"
        WEATHER = "mua_bao", "Mưa bão"
        GAVE_WAY = "nhuong_ban_tin", "Nhường bản tin khác"
        OTHER = "khac", "Lý do khác"

    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    loudspeaker = models.ForeignKey(
        Loudspeaker, models.PROTECT, related_name="airings", verbose_name="cụm loa"
    )
    occurrence = models.ForeignKey(
        Occurrence, models.PROTECT, related_name="airings", verbose_name="lần phát hành"
    )
    version = models.CharField(
        "phiên bản", max_length=6, choices=VERSIONS, default=Version.MEDIUM.value
    )
    material_revision = models.ForeignKey(
        "wagtailcore.Revision", models.PROTECT, related_name="+", verbose_name="bản tư liệu"
    )
    text = models.TextField("lời đọc")
    starts_at = models.DateTimeField("bắt đầu lúc")
    seconds = models.PositiveIntegerField("thời lượng (giây)", validators=[MinValueValidator(1)])
    level = models.CharField("mức", max_length=12, choices=Level, default=Level.NORMAL)
    position = models.PositiveSmallIntegerField("thứ tự trong buổi", default=0)
    state = models.CharField("trạng thái", max_length=12, choices=State, default=State.PLANNED)
    reason = models.CharField("lý do", max_length=14, choices=Reason, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    citation = models.CharField("căn cứ xếp lịch", max_length=300, blank=True)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người xếp lịch",
    )
    override_reason = models.CharField("lý do xếp ngoài quy chế", max_length=300, blank=True)
    override_citation = models.CharField("căn cứ xếp ngoài quy chế", max_length=200, blank=True)
    handed_over_at = models.DateTimeField("bàn giao lúc", null=True, blank=True)
    played_seconds = models.PositiveIntegerField("số giây đã phát", null=True, blank=True)
    disputed_at = models.DateTimeField("mâu thuẫn từ lúc", null=True, blank=True)
    created_at = models.DateTimeField("xếp lúc", auto_now_add=True)

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "lượt phát thanh"
        ordering = ["starts_at", "loudspeaker"]
        indexes = [
            models.Index(fields=["ward", "state", "starts_at"], name="airing_ward_state"),
            models.Index(
                fields=["starts_at"], condition=Q(state="planned"), name="airing_to_expire"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["loudspeaker", "starts_at"],
                condition=~Q(state="cancelled"),
                name="airing_once_per_loudspeaker_and_start",
            ),
            models.CheckConstraint(
                name="airing_level_is_never_an_emergency",
                condition=Q(level__in=["thong_thuong", "uu_tien"]),
            ),
            models.CheckConstraint(name="airing_has_length", condition=Q(seconds__gte=1)),
            models.CheckConstraint(
                name="airing_not_played_says_why",
                condition=~Q(state="not_played") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="airing_cancelled_says_why", condition=~Q(state="cancelled") | ~Q(note="")
            ),
            models.CheckConstraint(
                name="airing_override_is_cited",
                condition=Q(override_reason="", override_citation="")
                | (~Q(override_reason="") & ~Q(override_citation="")),
            ),
            models.CheckConstraint(
                name="airing_handed_over_since_when",
                condition=~Q(state="handed_over") | Q(handed_over_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loudspeaker.code} · {timezone.localtime(self.starts_at):%H:%M %d/%m/%Y}"

    @property
    def ends_at(self) -> datetime:
        """When its planned seconds are over."""
        return self.starts_at + timedelta(seconds=self.seconds)

    @property
    def is_from_script(self) -> bool:
        """Whether its length is only what the script promises: "theo kịch bản"."""
        return self.played_seconds is None
