"""Nạp danh mục tỉnh, xã, phường và tên cũ."""

from typing import Any

from django.core.management.base import BaseCommand

from outreach import places


class Command(BaseCommand):
    """Load the shipped tables of places."""

    help = "Nạp 34 tỉnh, thành phố, 3.321 xã, phường, đặc khu và các tên cũ."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = places.load()
        self.stdout.write(
            f"Đã nạp {loaded.provinces} tỉnh, {loaded.wards} xã, phường, "
            f"{loaded.former_names} tên cũ."
        )
