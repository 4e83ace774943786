"""How an occurrence stands, without counting its rows."""

from django.db import models

from broadcast.models.deliveries import Delivery
from campaigns.models import Occurrence


class Tally(models.Model):
    """Biến động số đếm: a change in how many deliveries of an occurrence are in a state.

    Written in the transaction that moved the rows, added up when somebody looks, and gathered into
    one row per state by the sweeper. What is on its way counts as planned.
    """

    occurrence = models.ForeignKey(
        Occurrence, models.PROTECT, related_name="tallies", verbose_name="lần phát hành"
    )
    state = models.CharField("trạng thái", max_length=10, choices=Delivery.State)
    change = models.IntegerField("thay đổi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = verbose_name_plural = "biến động số đếm"
        # What the sweeper gathers is recent: its cost does not grow with the years.
        indexes = [models.Index(fields=["at"], name="tally_at")]

    def __str__(self) -> str:
        return f"{self.occurrence_id} {self.state} {self.change:+d}"
