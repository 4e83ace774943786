"""What comes in from Zalo: codes that were handed out, events that were received."""

from django.conf import settings
from django.db import models

from broadcast.models.zalo import ZaloBot, ZaloLink
from outreach.models import Leader, ResidentialGroup, Ward
from outreach.models.scoping import WardRows


class LinkCode(models.Model):
    """Mã liên kết: eight characters, once, for one purpose, group and bot; kept as an HMAC."""

    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    bot = models.ForeignKey(ZaloBot, models.PROTECT, related_name="codes", verbose_name="bot")
    kind = models.CharField("dùng cho", max_length=6, choices=ZaloLink.Kind)
    group = models.ForeignKey(ResidentialGroup, models.PROTECT, verbose_name="tổ dân phố")
    leader = models.ForeignKey(
        Leader, models.PROTECT, null=True, blank=True, verbose_name="tổ trưởng"
    )
    code_hmac = models.CharField("dấu của mã", max_length=64, unique=True)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    expires_at = models.DateTimeField("hết hạn lúc")
    used_at = models.DateTimeField("dùng lúc", null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name="người tạo"
    )

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "mã liên kết"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.group} · {self.get_kind_display()}"


class InboundEvent(models.Model):
    """Tin đến từ Zalo: stored once, answered at once, worked through afterwards."""

    class State(models.TextChoices):
        WAITING = "cho", "Chờ xử lý"
        DONE = "xong", "Đã xử lý"
        IGNORED = "bo_qua", "Không phải lệnh"
        BROKEN = "hong", "Không đọc được"

    class Result(models.TextChoices):
        """What came of a command, or of a message that is none."""

        AUTOMATIC = "tu_dong", "Trả lời tự động"
        CLAIMED = "nhan_ma", "Đã nhận mã"
        WRONG_CODE = "sai_ma", "Mã sai hoặc đã hết hạn"
        WRONG_PLACE = "sai_cho", "Mã dùng sai chỗ"
        BLOCKED = "chan", "Nhập sai mã quá nhiều lần"
        CONFLICT = "trung", "Đoạn chat đã liên kết với nơi khác"
        CONFIRMED = "bao_xong", "Đã báo xong"
        ASKED_BACK = "hoi_lai", "Chưa rõ báo xong việc nào"
        STOPPED = "dung", "Đã dừng liên kết"
        STOP_ASKED = "xin_dung", "Người trong nhóm xin dừng"

    bot = models.ForeignKey(ZaloBot, models.PROTECT, related_name="events", verbose_name="bot")
    key = models.CharField("khoá chống trùng", max_length=80)
    received_at = models.DateTimeField("nhận lúc", auto_now_add=True)
    # Blanked once worked through unless it is a command; deleted after 30 days, the key is kept.
    body = models.TextField("nội dung thô", blank=True)
    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.WAITING)
    kind = models.CharField("loại", max_length=40, blank=True)
    sender_id = models.CharField("mã người gửi", max_length=80, blank=True)
    chat_id = models.CharField("mã đoạn chat", max_length=80, blank=True)
    text_length = models.PositiveIntegerField("độ dài chữ", default=0)
    replied_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    result = models.CharField("kết quả", max_length=8, choices=Result, blank=True)
    seen_at = models.DateTimeField("cán bộ đã xem lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "tin đến từ Zalo"
        ordering = ["-received_at"]
        indexes = [
            models.Index(
                fields=["received_at"], condition=models.Q(state="cho"), name="inbound_waiting"
            ),
            models.Index(fields=["bot", "chat_id", "received_at"], name="inbound_of_chat"),
            models.Index(
                fields=["bot", "result", "received_at"],
                condition=~models.Q(result=""),
                name="inbound_results",
            ),
            models.Index(
                fields=["received_at"],
                condition=~models.Q(body="") | ~models.Q(sender_id=""),
                name="inbound_kept",
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["bot", "key"], name="inbound_once")]

    def __str__(self) -> str:
        return f"{self.bot} · {self.received_at:%d/%m/%Y %H:%M}"
