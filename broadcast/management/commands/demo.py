"""Nạp dữ liệu minh hoạ."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from broadcast.demo import content, loudspeakers, people, schools, season, zalo
from broadcast.leader_files import personal_address
from cms.models import HomePage, MaterialPage
from outreach import leader_links
from outreach.models import Leader, User, Ward


class Command(BaseCommand):
    """Fill an empty database with the demo: all or nothing."""

    help = "Nạp ba xã, phường minh hoạ với tư liệu, một năm đã qua và một đợt đang chạy."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError("Cơ sở dữ liệu đã có người dùng; dữ liệu minh hoạ chỉ nạp một lần.")
        content.load_hotlines()
        wards = people.load_wards()
        accounts = people.add_accounts(wards)
        main, neighbour, *_ = wards.values()
        by = {user.username: user for _what, user in accounts}
        materials = self._open(main, author=by["canbo"], approver=by["lanhdao"])
        fixture = zalo.link(main, by=by["canbo"])
        self._run(main, materials, by["canbo"], by["lanhdao"], diligence=season.DILIGENT)
        some = self._open(neighbour, author=by["canbo2"], approver=by["lanhdao2"], limit=6)
        self._run(neighbour, some, by["canbo2"], by["lanhdao2"], diligence=season.LATE)
        home = HomePage.objects.get(ward=main)
        content.load_kit(home, author=by["canbo"], approver=by["lanhdao"])
        schools.load(main, by=by["canbo"])
        loudspeakers.load(main, by=by["canbo"])
        zalo.write(fixture)
        leader = Leader.objects.filter(ward=main, is_deputy=False).order_by("pk")[1]
        address = personal_address(leader, leader_links.token(leader))
        text = people.print_accounts(accounts, address)
        (Path(settings.VAR) / "demo_accounts.txt").write_text(text, encoding="utf-8")

    def _open(
        self, ward: Ward, *, author: User, approver: User, limit: int | None = None
    ) -> list[MaterialPage]:
        topics = content.load_common_pages(HomePage.objects.get(ward=ward))
        made = content.load_materials(topics, author=author, approver=approver, limit=limit)
        return list(made.values())

    def _run(
        self,
        ward: Ward,
        materials: list[MaterialPage],
        author: User,
        approver: User,
        *,
        diligence: int,
    ) -> None:
        for make in (season.monthly, season.season):
            campaign = make(ward, materials, author=author, approver=approver)
            season.carry_out(ward, campaign, diligence=diligence)
        season.doubtful(campaign)
