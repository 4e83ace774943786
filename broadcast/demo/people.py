"""Wards, groups with registers and leaders, schools, and the accounts of the demo."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from broadcast import opening
from cms import roles
from outreach.models import (
    Leader,
    Province,
    RegisterEntry,
    ResidentialGroup,
    School,
    User,
    Ward,
)

DATA = Path(__file__).resolve().parent.parent.parent / "outreach" / "demo"
PASSWORD = "lantoa-minh-hoa-2026"  # noqa: S105 - printed for everybody, in the demo only
SOURCE = "số liệu minh hoạ"


def load_wards() -> dict[str, Ward]:
    """Write every ward of the data folder with its groups, and open it in each room."""
    wards = {}
    for path in sorted(DATA.glob("ward_*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        ward = Ward.objects.get(pk=data["ward"])
        for position, group in enumerate(data["groups"], start=1):
            _group(ward, position, group)
        for school in data.get("schools", []):
            School.objects.create(
                ward=ward,
                name=school["name"],
                kind=school["kind"],
                enrolled=school["enrolled"],
                enrolled_on=timezone.localdate() - timedelta(days=70),
                enrolled_source=SOURCE,
            )
        opening.open_ward(ward)
        wards[ward.pk] = ward
    return wards


def _group(ward: Ward, position: int, data: dict[str, Any]) -> None:
    group = ResidentialGroup.objects.create(
        ward=ward,
        name=data["name"],
        position=position,
        is_high_risk=bool(data.get("risk")),
        risk_note=data.get("risk", ""),
        is_demo=True,
    )
    day = timezone.localdate() - timedelta(days=100)
    for measure in RegisterEntry.Measure.values:
        if measure in data:
            RegisterEntry.objects.create(
                group=group, measure=measure, value=str(data[measure]), as_of=day, source=SOURCE
            )
    for name, is_deputy in ((data["leader"], False), (data.get("deputy"), True)):
        if name:
            Leader.objects.create(ward=ward, group=group, name=name, is_deputy=is_deputy)


def add_accounts(wards: dict[str, Ward]) -> list[tuple[str, User]]:
    """Create the accounts, each with what it is for."""
    officer, approver = User.Role.OFFICER, User.Role.APPROVER
    main, neighbour, *_ = wards.values()
    province = Province.objects.get(pk="19")
    return [
        ("Cán bộ Văn hoá - Xã hội", _user("canbo", "Cán bộ Minh Hoạ", officer, ward=main)),
        ("Lãnh đạo UBND phường", _user("lanhdao", "Lãnh đạo Minh Hoạ", approver, ward=main)),
        (
            "Cán bộ tỉnh Thái Nguyên",
            _user("tinh", "Cán bộ tỉnh Minh Hoạ", User.Role.PROVINCE, province=province),
        ),
        (f"Cán bộ {neighbour}", _user("canbo2", "Cán bộ Bên Cạnh", officer, ward=neighbour)),
        (f"Lãnh đạo {neighbour}", _user("lanhdao2", "Lãnh đạo Bên Cạnh", approver, ward=neighbour)),
    ]


def _user(name: str, full_name: str, role: User.Role, **place: Any) -> User:
    user = User.objects.create_user(
        name, password=PASSWORD, full_name=full_name, role=role, **place
    )
    roles.admit(user)
    return user


def print_accounts(accounts: list[tuple[str, User]], leader_url: str) -> str:
    """Return the text that ``make run`` prints."""
    lines = ["Tài khoản minh hoạ (mật khẩu chung: " + PASSWORD + ")"]
    lines += [f"  {user.username:<10} {what}" for what, user in accounts]
    return "\n".join([*lines, f"  Trang của một tổ trưởng: {leader_url}", ""])
