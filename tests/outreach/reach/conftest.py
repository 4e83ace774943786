"""Two neighbouring wards, the first with the worked example, the second with markers."""

from dataclasses import dataclass
from typing import Any

import pytest

from outreach.models import Level, User, Ward
from tests.outreach.reach import places
from tests.outreach.reach.example import FIRST, LAST


@dataclass(frozen=True)
class World:
    """What the tests stand on; ``places`` are the groups and schools of ``here`` by name."""

    here: Ward
    there: Ward
    far: Ward
    places: dict[str, Any]
    days: dict[str, str]


@pytest.fixture
def world(db: None) -> World:
    here = places.make_ward(places.HERE, name="Ở Đây", province="19")
    there = places.make_ward(places.THERE, name="Bên Kia", province="19")
    far = places.make_ward(places.FAR, name="Rất Xa", province="24")
    made = places.write_example(here)
    for ward in (there, far):
        group = places.make_group(ward, places.MARKER, P=77_777, H=5, m=66_666, k=1)
        for level in Level:
            places.expose(
                ward,
                group,
                "loudspeaker",
                "x",
                places.at(FIRST),
                level=level,
                campaign_code="ma-dot-ben-kia",
            )
    places.make_user("canbo", User.Role.OFFICER, ward=here)
    places.make_user("lanhdao", User.Role.APPROVER, ward=here)
    places.make_user("canbo2", User.Role.OFFICER, ward=there)
    places.make_user("tinh", User.Role.PROVINCE, province=here.province)
    days = {"tu": FIRST.isoformat(), "den": LAST.isoformat()}
    return World(here, there, far, made, days)
