"""Zalo bots of a ward and the chats they may write to."""

from django.conf import settings
from django.db import models

from outreach.models import Leader, ResidentialGroup, Ward
from outreach.models.scoping import WardRows


class ZaloBot(models.Model):
    """Bot Zalo: the token is kept encrypted and never shown again."""

    class State(models.TextChoices):
        ACTIVE = "dang_dung", "Đang dùng"
        PAUSED = "tam_dung", "Tạm dừng"
        STOPPED = "dung", "Đã dừng"

    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    zalo_id = models.CharField("mã bot", max_length=40, blank=True)
    display_name = models.CharField("tên bot", max_length=120)
    account_label = models.CharField("tài khoản quản lý", max_length=120, blank=True)
    token_encrypted = models.BinaryField("mã truy cập (đã mã hoá)", editable=False)
    token_last_four = models.CharField("bốn ký tự cuối", max_length=4, editable=False)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.ACTIVE)
    paused_until = models.DateTimeField("tạm dừng đến", null=True, blank=True)
    pause_seconds = models.PositiveIntegerField("lần dừng gần nhất", default=0, editable=False)
    error_count = models.PositiveSmallIntegerField("số lỗi liên tiếp", default=0, editable=False)
    problem = models.CharField("vướng mắc", max_length=300, blank=True)
    test_chat_id = models.CharField("đoạn chat để gửi thử", max_length=80, blank=True)
    chat_url = models.URLField("liên kết mở bot", blank=True)
    can_join_groups = models.BooleanField("vào được nhóm", default=False, editable=False)
    asked_at = models.DateTimeField("hỏi thăm gần nhất", null=True, blank=True, editable=False)
    # Null: as the settings say; 0: no limit of ours.
    per_second = models.DecimalField(
        "số tin mỗi giây", max_digits=6, decimal_places=2, null=True, blank=True
    )
    monthly_limit = models.PositiveIntegerField("hạn mức tin mỗi tháng", null=True, blank=True)
    # The first moment at which a further message may leave, for all workers together.
    free_at = models.DateTimeField("gửi tiếp từ lúc", null=True, blank=True, editable=False)
    hook_id = models.CharField("mã địa chỉ nhận tin", max_length=32, blank=True, editable=False)
    hook_outcome = models.CharField(
        "Zalo thử địa chỉ nhận tin", max_length=40, blank=True, editable=False
    )
    hook_asked_at = models.DateTimeField(
        "thử địa chỉ nhận tin lúc", null=True, blank=True, editable=False
    )
    secret_sha256 = models.CharField("dấu mã bí mật", max_length=64, blank=True, editable=False)
    old_secret_sha256 = models.CharField(
        "dấu mã bí mật trước", max_length=64, blank=True, editable=False
    )
    old_secret_until = models.DateTimeField(
        "mã bí mật trước còn dùng đến", null=True, blank=True, editable=False
    )

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "bot Zalo"
        ordering = ["ward", "display_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["hook_id"], condition=~models.Q(hook_id=""), name="bot_hook_once"
            )
        ]

    def __str__(self) -> str:
        return self.display_name


class ZaloLink(models.Model):
    """Liên kết Zalo: a chat that a person has confirmed belongs to this leader or group."""

    class Kind(models.TextChoices):
        DIRECT = "dm", "Tin nhắn riêng với tổ trưởng"
        GROUP = "group", "Nhóm Zalo của tổ"

    class State(models.TextChoices):
        PENDING = "cho", "Chờ cán bộ xác nhận"
        ACTIVE = "dang_dung", "Đang dùng"
        NEEDS_RELINK = "lien_ket_lai", "Cần liên kết lại"
        STOPPED = "dung", "Đã dừng"

    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    bot = models.ForeignKey(ZaloBot, models.PROTECT, related_name="links", verbose_name="bot")
    kind = models.CharField("loại", max_length=6, choices=Kind)
    group = models.ForeignKey(
        ResidentialGroup, models.PROTECT, related_name="zalo_links", verbose_name="tổ dân phố"
    )
    leader = models.ForeignKey(
        Leader, models.PROTECT, null=True, blank=True, verbose_name="tổ trưởng"
    )
    chat_id = models.CharField("mã đoạn chat", max_length=80)
    from_id = models.CharField("mã người gửi", max_length=80, blank=True, editable=False)
    display_name = models.CharField("tên trên Zalo", max_length=120, blank=True, editable=False)
    check_digits = models.CharField("mã kiểm tra", max_length=4, blank=True, editable=False)
    claimed_at = models.DateTimeField("nhận mã lúc", null=True, blank=True, editable=False)
    free_at = models.DateTimeField("gửi tiếp từ lúc", null=True, blank=True, editable=False)
    state = models.CharField("trạng thái", max_length=14, choices=State, default=State.PENDING)
    refused_count = models.PositiveSmallIntegerField("số lần bị từ chối", default=0, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="người xác nhận",
    )
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "liên kết Zalo"
        constraints = [
            models.UniqueConstraint(
                fields=["group", "kind"],
                condition=models.Q(state="dang_dung"),
                name="one_active_zalo_link_per_group_and_kind",
            ),
            models.CheckConstraint(
                name="active_zalo_link_is_confirmed",
                condition=~models.Q(state="dang_dung")
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} · {self.get_kind_display()}"
