"""Who said, and in what words, that something reached its group."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from broadcast.models.deliveries import Delivery
from outreach.models import Leader


class Evidence(models.Model):
    """Căn cứ: who said, in what words, that a delivery reached its group or did not."""

    class Kind(models.TextChoices):
        LEADER = "leader", "Tổ trưởng"
        OFFICER = "officer", "Cán bộ"
        PLAY_LOG = "play_log", "Nhật ký phát"

    class Claim(models.TextChoices):
        DONE = "da_lam", "Đã đăng, đã phát"
        PARTLY = "mot_phan", "Phát một phần"
        NOT_DONE = "khong_lam", "Không đăng, không phát được"

    delivery = models.ForeignKey(
        Delivery,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name="lượt gửi",
    )
    airing = models.ForeignKey(
        "broadcast.Airing",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name="lượt phát thanh",
    )
    reason = models.CharField("lý do", max_length=14, blank=True)
    seconds = models.PositiveIntegerField("số giây đã phát", null=True, blank=True)
    kind = models.CharField("nguồn", max_length=8, choices=Kind)
    claim = models.CharField("nội dung", max_length=10, choices=Claim)
    how_known = models.CharField("biết bằng cách nào", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    members_count = models.PositiveIntegerField("số thành viên nhóm", null=True, blank=True)
    nonce = models.CharField("khoá chống ghi trùng", max_length=64, blank=True)
    needs_check = models.BooleanField("cần kiểm tra", default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name="cán bộ"
    )
    leader = models.ForeignKey(
        Leader, models.PROTECT, null=True, blank=True, verbose_name="tổ trưởng"
    )
    recorded_at = models.DateTimeField("ghi lúc", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "căn cứ"
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "nonce"],
                condition=~Q(nonce=""),
                name="evidence_once_per_nonce",
            ),
            models.UniqueConstraint(
                fields=["airing", "nonce"],
                condition=~Q(nonce=""),
                name="airing_evidence_once_per_nonce",
            ),
            models.CheckConstraint(
                name="evidence_is_about_one_thing",
                condition=Q(delivery__isnull=False, airing=None)
                | Q(delivery=None, airing__isnull=False),
            ),
            models.CheckConstraint(
                name="officer_says_how_known",
                condition=~Q(kind="officer", how_known=""),
            ),
            models.CheckConstraint(
                name="evidence_has_a_witness",
                condition=Q(user__isnull=False) | Q(leader__isnull=False) | Q(kind="play_log"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_claim_display()}"
