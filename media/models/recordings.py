"""A recording as sound: what came in, what it was made into, and whether it may go on air."""

from django.db import models
from django.db.models import Q


class Recording(models.Model):
    """Bản ghi âm. A draft voice of the machine has no origin here, and so can never be one."""

    class Origin(models.TextChoices):
        HUMAN = "human", "Người đọc"
        VENDOR_TTS = "vendor_tts", "Máy đọc của nhà cung cấp"
        OPERATOR_VOICE = "operator_voice", "Máy đọc của cơ quan"

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Đã tải lên, chờ xử lý"
        MASTERING = "mastering", "Đang xử lý"
        READY = "ready", "Nghe được"
        REJECTED = "rejected", "Không dùng được"

    origin = models.CharField("nguồn", max_length=14, choices=Origin, default=Origin.HUMAN)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.UPLOADED)
    reason = models.CharField("lý do", max_length=300, blank=True)
    notes = models.TextField("lưu ý", blank=True)
    transcript = models.TextField("lời máy nghe được", blank=True)
    is_transcribed = models.BooleanField("máy đã nghe lại", default=False)
    original = models.FileField("tệp tải lên", upload_to="ban-ghi-goc/", blank=True)
    file = models.FileField("tệp phát", upload_to="ban-ghi/", blank=True)
    seconds = models.FloatField("số giây", null=True, blank=True)
    lufs = models.FloatField("độ to (LUFS)", null=True, blank=True)
    true_peak = models.FloatField("đỉnh âm (dBTP)", null=True, blank=True)
    sha256 = models.CharField("mã kiểm tra", max_length=64, blank=True)
    byte_count = models.PositiveBigIntegerField("số byte", null=True, blank=True)
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True)
    started_at = models.DateTimeField("bắt đầu xử lý lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "bản ghi âm"
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                name="recording_origin_may_go_on_air",
                condition=Q(origin__in=["human", "vendor_tts", "operator_voice"]),
            ),
            models.CheckConstraint(
                name="recording_rejected_says_why",
                condition=~Q(state="rejected") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="recording_ready_is_measured",
                condition=~Q(state="ready")
                | (Q(lufs__isnull=False, seconds__isnull=False) & ~Q(sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_origin_display()} · {self.get_state_display()}"
