"""The sheet of one airing: judged at the door, made, and only then recorded as handed over."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone

from broadcast import airing_links, airings, bundle, gate, sheets
from broadcast.models import Airing
from media import script_sheet
from media.versions import Version


def take_sheet(
    airing: Airing,
    *,
    make: Callable[[script_sheet.Sheet], bytes],
    size_pt: int,
    by: Any,
    now: datetime,
) -> bytes:
    """Return the sheet of one airing as paper, and record it as handed over.

    Raises ``bundle.RefusedError`` for what may not be read out any more, and ``NotPossibleError``
    for an airing that is cancelled or expired; then nothing is recorded.
    """
    day = timezone.localdate(airing.starts_at)
    found = gate.problems(airing.material_revision.as_object(), day=day)
    if not gate.is_current(airing):
        found = [gate.CHANGED]
    if found:
        raise bundle.RefusedError(found[0])
    data = make(sheet_of(airing, size_pt=size_pt))
    airings.hand_over(airing, now=now, by=by)
    return data


def sheet_of(airing: Airing, *, size_pt: int = 20) -> script_sheet.Sheet:
    """Return the sheet of one airing; its code opens the confirmation of that airing."""
    return sheets.of_script(
        airing.text,
        material=airing.material_revision.as_object(),
        campaign=airing.occurrence.campaign,
        code=f"{airing.ward_id}-{airing.pk}",
        version=Version(airing.version),
        revision=airing.material_revision_id,
        day=timezone.localdate(airing.starts_at),
        confirm_url=airing_links.address(airing),
        size_pt=size_pt,
    )
