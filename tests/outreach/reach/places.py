"""Two wards of one province and one of another, and the worked example as ledger rows."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from cms import roles
from cms.ward_opening import open_ward
from outreach.models import (
    Exposure,
    Level,
    Proof,
    Province,
    RegisterEntry,
    ResidentialGroup,
    School,
    Session,
    SessionRequest,
    User,
    Ward,
)
from tests.outreach.reach.example import GIVEN, rows

MEASURES = {"P": "persons", "H": "households", "m": "zalo_members", "k": "earshot_share"}
HERE, THERE, FAR = "05518", "05533", "07264"
MARKER = "Khe Đá Trắng"


def make_ward(code: str, *, name: str, province: str) -> Ward:
    """Return a ward with its site and its groups of people."""
    Province.objects.get_or_create(code=province, defaults={"name": province, "kind": "tinh"})
    ward = Ward.objects.create(
        code=code,
        province_id=province,
        name=name,
        kind=Ward.Kind.WARD,
        folded_name=name.lower(),
        valid_from=date(2025, 7, 1),
    )
    open_ward(ward)
    return ward


def make_user(name: str, role: User.Role, **place: Any) -> User:
    user = User.objects.create_user(name, password=name, role=role, **place)
    roles.admit(user)
    return user


def make_group(ward: Ward, name: str, **measures: Any) -> ResidentialGroup:
    """Return a group with the entries P, H, m, k that are known."""
    group = ResidentialGroup.objects.create(
        ward=ward, name=name, position=ResidentialGroup.objects.count()
    )
    for short, value in measures.items():
        if value is not None:
            RegisterEntry.objects.create(
                group=group,
                measure=MEASURES[short],
                value=str(value),
                as_of=date(2026, 1, 15),
                source="sổ của phường",
            )
    return group


def make_school(ward: Ward, name: str) -> School:
    return School.objects.create(ward=ward, name=name, kind=School.Kind.UPPER_SECONDARY)


def hold_session(
    ward: Ward, school: School, *, pupils: int, teachers: int, when: datetime
) -> Session:
    """Return a reported session with its row in the ledger, as the school's report writes them."""
    asked = SessionRequest.objects.create(
        ward=ward,
        school=school,
        contact_name="Cô Minh Hoạ",
        contact_phone="111",
        wished_on=when.date(),
        grades="10",
        expected_pupils=pupils,
        form_key=f"{school.pk}-{when.isoformat()}",
    )
    session = Session.objects.create(
        ward=ward,
        request=asked,
        held_on=when.date(),
        pupils=pupils,
        teachers=teachers,
        has_read_disclosure_card=True,
    )
    expose(
        ward,
        school,
        "school_session",
        f"session:{session.pk}",
        when,
        level=Level.CONFIRMED,
        proof=Proof.HEAD_COUNT,
        units=pupils,
        source_key=f"session:{session.pk}",
    )
    return session


def at(day: date, hour: int = 8) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001


def expose(ward: Ward, target: Any, kind: str, key: str, when: datetime, **values: Any) -> Exposure:
    """Write one ledger row; posted unless told otherwise."""
    level = values.setdefault("level", Level.POSTED)
    values.setdefault("proof", Proof.LEADER if level == Level.CONFIRMED else Proof.RECEIPT)
    values.setdefault("source_key", f"{ward.pk}:{key}")
    values["group"] = target if isinstance(target, ResidentialGroup) else None
    values["school"] = target if isinstance(target, School) else None
    return Exposure.objects.create(
        ward=ward,
        kind=kind,
        source=Exposure.Source.MANUAL,
        occurred_at=when,
        is_ward_wide=target is None,
        **values,
    )


def reverse(row: Exposure, *, reason: str) -> Exposure:
    """Write the row that takes ``row`` back."""
    return Exposure.objects.create(
        ward=row.ward,
        group=row.group,
        school=row.school,
        is_ward_wide=row.is_ward_wide,
        kind=row.kind,
        occurred_at=row.occurred_at + timedelta(days=40),
        level=row.level,
        proof=row.proof,
        source=row.source,
        source_key=row.source_key,
        reverses=row,
        reason=reason,
    )


def write_example(ward: Ward) -> dict[str, Any]:
    """Write the worked example: posted rows before confirmed ones, and a reversal of z5."""
    places: dict[str, Any] = {
        name: make_group(ward, name, **row) for name, row in GIVEN["register"].items()
    }
    places["THCS A"] = School.objects.create(
        ward=ward, name="THCS A", kind=School.Kind.LOWER_SECONDARY, enrolled=400
    )
    for row in rows():
        when = at(date(2026, 7, row["day"]))
        numbers = {
            "insertions": row["insertions"],
            "minutes": Decimal(str(row["minutes"])),
            "units": row["units"],
        }
        posted = expose(ward, places[row["target"]], row["kind"], row["key"], when, **numbers)
        if row["level"] == "confirmed":
            expose(
                ward,
                places[row["target"]],
                row["kind"],
                row["key"],
                when,
                level=Level.CONFIRMED,
                **numbers,
            )
        if row["level"] == "reversed":
            reverse(posted, reason="ghi nhầm tổ")
    return places
