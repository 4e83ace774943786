"""How much of its month each bot has used up."""

from django.db import models
from django.db.models import Q

from broadcast.models.zalo import ZaloBot


class BotMonth(models.Model):
    """Hạn mức tháng của bot: every message that left or may have left, counted when claimed."""

    bot = models.ForeignKey(ZaloBot, models.PROTECT, related_name="months", verbose_name="bot")
    month = models.DateField("tháng")
    used = models.PositiveIntegerField("đã dùng", default=0)
    limit = models.PositiveIntegerField("hạn mức")
    warned_at = models.DateTimeField("đã báo gần hết lúc", null=True, blank=True)
    exhausted_at = models.DateTimeField("hết hạn mức lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "hạn mức tháng của bot"
        ordering = ["-month", "bot"]
        constraints = [
            models.UniqueConstraint(fields=["bot", "month"], name="bot_month_once"),
            models.CheckConstraint(
                name="bot_month_within_limit", condition=Q(used__lte=models.F("limit"))
            ),
            models.CheckConstraint(name="bot_month_first_day", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.bot} · {self.month:%m/%Y}"
