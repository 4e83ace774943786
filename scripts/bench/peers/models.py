"""A message as the usual design keeps it."""

from django.db import models


class Letter(models.Model):
    """One row for each message."""

    chat_id = models.CharField(max_length=80)
    text = models.TextField()
    state = models.CharField(max_length=10, default="planned", db_index=True)
    message_id = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects: "models.Manager[Letter]" = models.Manager()

    class Meta:
        app_label = "peers"

    def __str__(self) -> str:
        return self.chat_id
