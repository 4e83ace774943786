"""Working through what came in: each event once, in any order, private words forgotten."""

import logging

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from broadcast import locking, replying
from broadcast.models import InboundEvent
from broadcast.zalo import answering, events
from broadcast.zalo.effects import Effect

AT_ONCE = 200
Result, State = InboundEvent.Result, InboundEvent.State
# What is no answer to a command may not use up the messages kept for what is urgent.
_KEEPS_TEXT = frozenset({Result.CONFIRMED, Result.ASKED_BACK, Result.STOPPED})
_log = logging.getLogger(__name__)


def work_through(*, limit: int = AT_ONCE) -> int:
    """Work through the waiting events, oldest first; returns how many."""
    waiting = InboundEvent.objects.filter(state=State.WAITING).order_by("received_at", "pk")
    return sum(work(pk) for pk in list(waiting.values_list("pk", flat=True)[:limit]))


def work(pk: int) -> bool:
    """Let one event take effect, then answer; whether it was ours to do.

    The effect and the end of the event are one transaction; the answer goes out after it, and is
    lost rather than given twice.
    """
    try:
        event, effect = _take_effect(pk)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # noqa: BLE001 logged whole
        # One event that nobody foresaw must not keep the others waiting.
        _log.exception("Inbound event %s could not be worked through.", pk)
        InboundEvent.objects.filter(pk=pk, state=State.WAITING).update(
            state=State.BROKEN, body="", note="Lỗi khi xử lý, xem nhật ký máy chủ."
        )
        return True
    if event is not None and effect is not None and effect.reply:
        is_urgent = effect.result != Result.AUTOMATIC
        replying.reply(event.bot, event.chat_id, effect.reply, is_urgent=is_urgent)
    return event is not None


@transaction.atomic
def _take_effect(pk: int) -> tuple[InboundEvent | None, Effect | None]:
    rows = InboundEvent.objects.filter(pk=pk, state=State.WAITING).select_related("bot__ward")
    event = locking.skipping_locked(rows).first()
    if event is None:
        return None, None
    locking.hear_alone(event.bot_id)
    incoming = events.read(event.body)
    if incoming is None:
        event.state = State.BROKEN
        event.save(update_fields=["state"])
        return event, None
    effect = answering.effect_of(event, incoming)
    _close(event, incoming, effect)
    return event, effect


def _close(event: InboundEvent, incoming: events.Incoming, effect: Effect | None) -> None:
    """Write down what became of the event; only a leader's own commands keep their words."""
    event.kind, event.sender_id = incoming.kind, incoming.sender_id
    event.chat_id, event.text_length = incoming.chat_id, len(incoming.text)
    is_command = effect is not None and effect.result != Result.AUTOMATIC
    event.state = State.DONE if is_command else State.IGNORED
    if effect is not None:
        event.result, event.note = effect.result, effect.note[:200]
        event.replied_at = timezone.now() if effect.reply else None
    if effect is None or effect.result not in _KEEPS_TEXT:
        event.body = ""
    event.save()
