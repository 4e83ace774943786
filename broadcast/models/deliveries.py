"""The delivery ledger: one row per target exists before anything is queued."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When

from broadcast.models.channels import Channel
from broadcast.models.zalo import ZaloBot
from campaigns.models import Occurrence
from outreach.models import Leader, Ward
from outreach.models.scoping import WardRows

_STEPPING = ["sending", "sent"]


class Delivery(models.Model):
    """Lượt gửi. Its states and their rules are those of architecture §3."""

    class State(models.TextChoices):
        PLANNED = "planned", "Chờ gửi"
        CLAIMED = "claimed", "Đang chuẩn bị"
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi, chờ xác nhận"
        CONFIRMED = "confirmed", "Đã xác nhận"
        FAILED = "failed", "Không gửi được"
        UNKNOWN = "unknown", "Không chắc đã gửi"
        SKIPPED = "skipped", "Bỏ qua"
        CANCELLED = "cancelled", "Đã huỷ"
        EXPIRED = "expired", "Quá hạn"

    class Via(models.TextChoices):
        """How a person confirmed."""

        PAGE = "page", "Trang của tổ trưởng"
        ZALO = "zalo", "Trả lời bot"
        OFFICER = "officer", "Cán bộ ghi nhận"

    # The unique constraint and "delivery_ward_state" below begin with these two.
    occurrence = models.ForeignKey(
        Occurrence,
        models.PROTECT,
        related_name="deliveries",
        verbose_name="lần phát hành",
        db_index=False,
    )
    channel = models.ForeignKey(
        Channel, models.PROTECT, related_name="deliveries", verbose_name="kênh"
    )
    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường", db_index=False)
    part = models.PositiveSmallIntegerField("phần", default=1)
    # Which queue it waits in: its bot's number, or minus its ward's code where no bot carries it.
    lane = models.BigIntegerField("hàng chờ", default=0, editable=False)
    is_urgent = models.BooleanField("khẩn", default=False)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.PLANNED)
    # The state by which rows are looked for, kept by the database: see ``indexed``.
    indexed_state = models.GeneratedField(
        verbose_name="trạng thái để tìm",
        expression=Case(
            When(state__in=_STEPPING, then=Value("")),
            default=F("state"),
            output_field=models.CharField(max_length=10),
        ),
        output_field=models.CharField(max_length=10),
        db_persist=True,
    )
    due_at = models.DateTimeField("đến giờ lúc")
    next_attempt_at = models.DateTimeField("gửi từ lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    text = models.TextField("nội dung", blank=True)
    picture_url = models.CharField("địa chỉ ảnh", max_length=300, blank=True)
    content_sha256 = models.CharField("mã nội dung", max_length=64)
    lease_token = models.CharField("mã giữ chỗ", max_length=32, blank=True)
    lease_until = models.DateTimeField("giữ chỗ đến", null=True, blank=True)
    sending_at = models.DateTimeField("bắt đầu gửi lúc", null=True, blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    attempt_count = models.PositiveSmallIntegerField("số lần thử", default=0)
    bot = models.ForeignKey(
        ZaloBot,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="bot đã gửi",
        db_index=False,
    )
    message_id = models.CharField("mã tin", max_length=80, blank=True)
    via = models.CharField("gửi qua", max_length=12, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    confirmed_via = models.CharField("xác nhận qua", max_length=8, choices=Via, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="cán bộ ghi nhận",
        db_index=False,
    )
    confirmed_by_leader = models.ForeignKey(
        Leader,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="tổ trưởng xác nhận",
        db_index=False,
    )
    fallback_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fallbacks",
        verbose_name="thay cho lượt gửi",
        db_index=False,
    )

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "lượt gửi"
        ordering = ["-due_at", "channel"]
        indexes = [
            models.Index(
                fields=["lane", "-is_urgent", "next_attempt_at", "id"],
                condition=Q(indexed_state="planned"),
                name="delivery_lane",
            ),
            models.Index(
                fields=["lane", "next_attempt_at"],
                condition=Q(indexed_state="planned", is_urgent=True),
                name="delivery_urgent",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(indexed_state="claimed"),
                name="delivery_claimed",
            ),
            models.Index(fields=["ward", "indexed_state", "due_at"], name="delivery_ward_state"),
            models.Index(
                fields=["due_at"], condition=Q(indexed_state="unknown"), name="delivery_unknown"
            ),
            # A step that changes any of them writes to every index: those of what is mostly empty
            # are partial, and there is none on the bot, by which nobody looks for deliveries.
            models.Index(
                fields=["confirmed_by"],
                condition=Q(confirmed_by__isnull=False),
                name="delivery_confirmed_by",
            ),
            models.Index(
                fields=["confirmed_by_leader"],
                condition=Q(confirmed_by_leader__isnull=False),
                name="delivery_confirmed_by_leader",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "channel", "part"], name="delivery_once_per_target"
            ),
            models.UniqueConstraint(
                fields=["fallback_of"],
                condition=Q(fallback_of__isnull=False),
                name="delivery_falls_back_once",
            ),
            models.CheckConstraint(
                name="claimed_has_a_lease",
                condition=~Q(state="claimed") | (~Q(lease_token="") & Q(lease_until__isnull=False)),
            ),
            models.CheckConstraint(
                name="sending_since_when",
                condition=~Q(state="sending") | Q(sending_at__isnull=False),
            ),
            models.CheckConstraint(
                name="confirmed_by_somebody",
                condition=~Q(state="confirmed")
                | (
                    Q(confirmed_at__isnull=False)
                    & (Q(confirmed_by__isnull=False) | Q(confirmed_by_leader__isnull=False))
                ),
            ),
            models.CheckConstraint(
                name="bad_end_says_why",
                condition=~Q(state__in=["failed", "unknown", "skipped"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="delivery_expires_later", condition=Q(expires_at__gt=F("due_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} · {self.due_at:%d/%m/%Y %H:%M}"

    @staticmethod
    def indexed(state: str) -> str:
        """Return ``indexed_state`` of the rows in ``state``: "" for ``sending`` and ``sent``.

        So the step from one to the other, which every message takes, touches no index, and
        PostgreSQL writes the new row beside the old one. Calls under way are found by ``Attempt``.
        """
        return "" if state in _STEPPING else state
