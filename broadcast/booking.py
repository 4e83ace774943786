"""An approved script gets its slot: judged, locked, judged again, written (loudspeaker.md §11)."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from broadcast import locking, slots, wishes
from broadcast.confirming import NotPossibleError
from broadcast.models import Airing
from broadcast.wishes import Wish
from campaigns import ahead

NO_EMERGENCY = "Nền tảng không nhận bản tin khẩn cấp. Chọn thông thường hoặc ưu tiên."


class RefusedError(NotPossibleError):
    """The slot cannot be had; ``reasons`` says everything that speaks against it."""

    def __init__(self, reasons: list[slots.Reason]) -> None:
        super().__init__(" ".join(reason.sentence for reason in reasons if reason.is_block))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Override:
    """A named officer's reason to set a rule aside, and the document that allows it."""

    reason: str
    citation: str


def book(
    wish: Wish,
    *,
    starts_at: datetime,
    by: Any,
    now: datetime,
    override: Override | None = None,
) -> Airing:
    """Give ``wish`` its slot, or raise ``RefusedError`` with every reason.

    The judgement is made again while nobody else can book the same cluster on the same day: of
    two who want the last minute one gets it, and the other reads who did.
    """
    _refuse_stranger(wish, by=by)
    start = timezone.localtime(starts_at)
    try:
        with transaction.atomic():
            locking.book_alone(wish.loudspeaker.pk, day=start.date())
            reasons = wishes.why_not(wish, starts_at=start, now=now)
            _refuse(reasons, override)
            needed = None if slots.fits(reasons) else override
            return _write(wish, start, by=by, override=needed)
    except IntegrityError:
        raise RefusedError(wishes.why_not(wish, starts_at=start, now=now)) from None


def _refuse_stranger(wish: Wish, *, by: Any) -> None:
    ward_id = wish.loudspeaker.ward_id
    if not by.is_officer or by.ward_id != ward_id or wish.item.campaign.ward_id != ward_id:
        raise PermissionDenied("Chỉ cán bộ của xã, phường này được xếp lịch phát.")
    if wish.level not in Airing.Level.values:
        raise NotPossibleError(NO_EMERGENCY)


def _refuse(reasons: list[slots.Reason], override: Override | None) -> None:
    blocks = [reason for reason in reasons if reason.is_block]
    if not blocks:
        return
    if override is None:
        raise RefusedError(reasons)
    if not (override.reason.strip() and override.citation.strip()):
        raise NotPossibleError("Xếp ngoài quy chế phải ghi lý do và căn cứ.")
    if any(not reason.may_be_overridden for reason in blocks):
        raise RefusedError(reasons)


def _write(wish: Wish, start: datetime, *, by: Any, override: Override | None) -> Airing:
    occurrence = ahead.occurrence_for(wish.item, day=start.date())
    script = wish.script(start.date())
    airing = Airing.objects.create(
        ward_id=wish.loudspeaker.ward_id,
        loudspeaker=wish.loudspeaker,
        occurrence=occurrence,
        version=wish.version.value,
        material_revision_id=occurrence.material_revision_id,
        text=script.spoken,
        starts_at=start,
        seconds=math.ceil(script.seconds),
        level=wish.level,
        position=wish.position,
        citation=_citation(wish.rules.on(start.date())),
        booked_by=by,
        override_reason=override.reason.strip() if override else "",
        override_citation=override.citation.strip() if override else "",
    )
    log(instance=airing, action="lantoa.airing_booked", user=by)
    return airing


def _citation(limits: slots.Limits) -> str:
    cited = [limits.windows.citation, limits.minutes_per_session.citation]
    return "; ".join(dict.fromkeys(cited))[:300]
