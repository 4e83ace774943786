"""Breaking what the laboratory must notice: its own test."""

from broadcast.models import Attempt, Delivery

State = Delivery.State


def do(breakage: str) -> None:
    """Send again what may have left, or let a row vanish; "" breaks nothing."""
    rows = Delivery.objects
    if breakage == "resend":
        rows.filter(state=State.SENDING).update(state=State.PLANNED, sending_at=None)
    elif breakage == "drop":
        gone = rows.filter(state=State.SENT).order_by("pk")[:1].get()
        Attempt.objects.filter(delivery=gone).delete()
        rows.filter(pk=gone.pk).delete()
