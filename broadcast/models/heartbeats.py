"""Signs of life of the parts that run without anybody looking."""

from django.db import models


class Heartbeat(models.Model):
    """Dấu hiệu hoạt động: when a task, or the clock, was last seen at work."""

    # The name of a task, or "beat" for the clock.
    part = models.CharField("bộ phận", max_length=60, primary_key=True)
    at = models.DateTimeField("thấy lúc")
    succeeded_at = models.DateTimeField("làm xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "dấu hiệu hoạt động"
        ordering = ["part"]

    def __str__(self) -> str:
        return f"{self.part} {self.at:%d/%m/%Y %H:%M:%S}"
