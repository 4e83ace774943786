"""Taking a ward's spreadsheet into the register: first a preview, then all rows or none."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from media.text import fold
from outreach.group_sheet import COLUMNS, GroupRow, Reading
from outreach.models import Leader, RegisterEntry, ResidentialGroup, Ward


class HasErrorsError(Exception):
    """Rows with errors were offered for import; nothing was written."""


@dataclass(frozen=True, slots=True)
class Change:
    """What importing one row would do."""

    row: GroupRow
    is_new: bool
    details: tuple[str, ...]

    @property
    def is_unchanged(self) -> bool:
        return not self.is_new and not self.details


def preview(reading: Reading, *, ward: Ward) -> list[Change]:
    """Return what each readable row would change in ``ward``; nothing is written."""
    known = _known_groups(ward)
    return [_change(row, known.get(fold(row.name))) for row in reading.rows]


@transaction.atomic
def save(reading: Reading, *, ward: Ward, by: Any = None) -> list[Change]:
    """Write every row, or none: any error in the reading raises ``HasErrorsError``.

    A known name is updated, never doubled. A register figure that differs is a new dated entry;
    the old one stays. A new leader ends the term of the one before.
    """
    if reading.errors:
        raise HasErrorsError
    changes = preview(reading, ward=ward)
    known = _known_groups(ward)
    for position, row in enumerate(reading.rows, start=1):
        group = known.get(fold(row.name)) or ResidentialGroup(ward=ward, name=row.name)
        group.position = group.position or position
        group.is_high_risk = row.is_high_risk
        group.risk_note = row.risk_note
        group.save()
        _write_register(group, row, by)
        _write_leaders(group, row)
    return changes


def _known_groups(ward: Ward) -> dict[str, ResidentialGroup]:
    groups = ResidentialGroup.objects.filter(ward=ward, valid_to=None)
    return {fold(group.name): group for group in groups.prefetch_related("register", "leaders")}


def _latest(group: ResidentialGroup) -> dict[str, RegisterEntry]:
    latest: dict[str, RegisterEntry] = {}
    entries = sorted(group.register.all(), key=lambda e: (e.as_of, e.recorded_at))
    for entry in entries:
        latest[entry.measure] = entry
    return latest


def _change(row: GroupRow, group: ResidentialGroup | None) -> Change:
    if group is None:
        return Change(row, is_new=True, details=())
    details, latest = [], _latest(group)
    for measure, value in row.measures.items():
        before = latest.get(measure)
        if before is None or before.value != value:
            label = RegisterEntry.Measure(measure).label
            was = "chưa có" if before is None else f"{before.value.normalize():f}"
            details.append(f"{label}: {was} → {value.normalize():f}")
    leader = _leader_in_office(group, is_deputy=False)
    if row.leader and (leader is None or leader.name != row.leader):
        details.append(f"Tổ trưởng: {leader.name if leader else 'chưa có'} → {row.leader}")
    if group.is_high_risk != row.is_high_risk:
        details.append("Địa bàn nguy cơ cao: " + ("có" if row.is_high_risk else "không"))
    return Change(row, is_new=False, details=tuple(details))


def _write_register(group: ResidentialGroup, row: GroupRow, by: Any) -> None:
    latest = _latest(group) if group.pk else {}
    for measure, value in row.measures.items():
        before = latest.get(measure)
        if before is None or before.value != value or before.as_of != row.as_of:
            RegisterEntry.objects.create(
                group=group,
                measure=measure,
                value=value,
                as_of=row.as_of,
                source=row.source,
                recorded_by=by,
            )


def _leader_in_office(group: ResidentialGroup, *, is_deputy: bool) -> Leader | None:
    leaders = group.leaders.filter(term_to=None, is_deputy=is_deputy)
    return leaders.order_by("-pk").first()


def _write_leaders(group: ResidentialGroup, row: GroupRow) -> None:
    for name, phone, is_deputy in ((row.leader, row.phone, False), (row.deputy, "", True)):
        if not name:
            continue
        before = _leader_in_office(group, is_deputy=is_deputy)
        if before is not None and before.name == name:
            if phone and before.phone != phone:
                before.phone = phone
                before.save(update_fields=["phone"])
            continue
        if before is not None:
            before.term_to = row.as_of
            before.save(update_fields=["term_to"])
        Leader.objects.create(
            ward_id=group.ward_id,
            group=group,
            name=name,
            phone=phone,
            is_deputy=is_deputy,
            term_from=row.as_of,
        )


def template() -> bytes:
    """Return the empty .xlsx template with its headings and one marked example row."""
    from io import BytesIO  # noqa: PLC0415 - beside the heavy import below

    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Tổ dân phố"
    sheet.append(list(COLUMNS))
    for number, heading in enumerate(COLUMNS, start=1):
        sheet.cell(1, number).font = Font(bold=True)
        width = max(14, len(heading) + 2)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "B2"
    output = BytesIO()
    book.save(output)
    return output.getvalue()
