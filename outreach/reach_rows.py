"""The ledger rows behind one figure of the reach page, and what they add up to."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from outreach import reach_ledger
from outreach.models import ResidentialGroup, School, Ward
from outreach.reach.values import Kind, Medium
from outreach.reach.words import Word
from outreach.reach_address import Which, kinds
from outreach.reach_labels import MEDIUM, WORD
from outreach.reach_ledger import LedgerRow, Period, Standing

LEVEL = {
    Which.CONFIRMED: "đã xác nhận",
    Which.GIVEN: "đã giao hoặc đã xác nhận",
    Which.OPEN: "đã giao, chờ xác nhận",
}


class NoSuchRowsError(Exception):
    """The address names no figure, or a place that this ward does not have."""


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows, what was asked for in words, and the sums of those that count."""

    rows: tuple[LedgerRow, ...]
    asked: str
    occasions: int
    insertions: int
    minutes: Decimal
    units: int


def behind(ward: Ward, period: Period, *, asked: Mapping[str, str]) -> Behind:
    """Return the rows that the parameters ``loai``, ``muc`` and ``noi`` of an address name.

    Raises ``NoSuchRowsError``.
    """
    what, place = asked.get("loai", ""), asked.get("noi", "")
    try:
        wanted = kinds(what)
        which = Which(asked["muc"]) if asked.get("muc") else None
    except ValueError as error:
        raise NoSuchRowsError from error
    where = _place(ward, place)
    found = reach_ledger.of_campaign(
        reach_ledger.rows(ward, period, with_material=True), period.campaign
    )
    rows = tuple(
        row
        for row in found
        if (wanted is None or Kind(row.exposure.kind) in wanted)
        and _is_at(row, where)
        and _is_of(row, which)
    )
    words = [_what(what), LEVEL[which] if which else "", str(where or "")]
    return _summed(rows, ", ".join(word for word in words if word))


def _what(what: str) -> str:
    if not what:
        return ""
    return MEDIUM[Medium(what)] if what in set(Medium) else WORD[Word(what)]


def _place(ward: Ward, place: str) -> ResidentialGroup | School | None:
    """Return the group or school of this ward that ``to-7`` or ``truong-7`` names."""
    if not place:
        return None
    name, _, pk = place.partition("-")
    number = int(pk) if pk.isdecimal() and len(pk) <= 18 else 0
    found: ResidentialGroup | School | None = None
    if name == "to":
        found = ResidentialGroup.objects.filter(ward=ward, pk=number).first()
    elif name == "truong":
        found = School.objects.filter(ward=ward, pk=number).first()
    if found is None:
        raise NoSuchRowsError
    return found


def _is_at(row: LedgerRow, where: ResidentialGroup | School | None) -> bool:
    if where is None:
        return True
    if isinstance(where, School):
        return row.exposure.school_id == where.pk
    return row.exposure.group_id == where.pk


def _is_of(row: LedgerRow, which: Which | None) -> bool:
    """Whether the row belongs to the list: what counts at the level, and what was reversed."""
    if which is None:
        return True
    if row.standing is Standing.REVERSED:
        return row.is_confirmed == (which is Which.CONFIRMED) or which is Which.GIVEN
    if not row.counts:
        return False
    return which is Which.GIVEN or row.is_confirmed == (which is Which.CONFIRMED)


def _summed(rows: tuple[LedgerRow, ...], asked: str) -> Behind:
    counted = [row.exposure for row in rows if row.counts]
    return Behind(
        rows,
        asked,
        len(counted),
        sum(one.insertions for one in counted),
        sum((one.minutes for one in counted), start=Decimal(0)),
        sum(one.units for one in counted),
    )
