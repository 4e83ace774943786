"""One call to a carrier: written before it, closed after it."""

from django.db import models
from django.db.models import Q

from broadcast.models.deliveries import Delivery


class Attempt(models.Model):
    """Lần thử gửi: written and committed before the call, closed after it."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Chưa có kết quả"
        SENT = "sent", "Đã gửi"
        NOT_SENT = "not_sent", "Chưa gửi, sẽ thử lại"
        REFUSED = "refused", "Bị từ chối"
        UNKNOWN = "unknown", "Không rõ kết quả"

    # The unique constraint below begins with it.
    delivery = models.ForeignKey(
        Delivery,
        models.PROTECT,
        related_name="attempts",
        verbose_name="lượt gửi",
        db_index=False,
    )
    number = models.PositiveSmallIntegerField("lần thứ")
    started_at = models.DateTimeField("bắt đầu lúc")
    finished_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    outcome = models.CharField("kết quả", max_length=8, choices=Outcome, default=Outcome.OPEN)
    code = models.CharField("mã lỗi", max_length=40, blank=True)
    reason = models.CharField("diễn giải", max_length=300, blank=True)
    message_id = models.CharField("mã tin", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "lần thử gửi"
        ordering = ["delivery", "number"]
        indexes = [
            # The calls under way, and with them the deliveries in ``sending``.
            models.Index(fields=["started_at"], condition=Q(outcome="open"), name="attempt_open")
        ]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="attempt_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.delivery} · lần {self.number}"
