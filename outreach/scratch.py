"""A ward that does not exist, for trials: what was written for it can be taken away again.

Exposures are append-only, and the database itself refuses to delete one. For the one ward whose
code no real ward can have, this module lifts that for the length of a transaction.
"""

from datetime import date

from django.db import connection, transaction

from outreach.models import Province, ResidentialGroup, Ward

CODE = "00000"
PROVINCE = "00"
MOST_POSITION = 32_767  # what the column holds; a trial has more groups than any ward
_GUARD = """
CREATE TRIGGER exposure_no_delete BEFORE DELETE ON outreach_exposure
BEGIN SELECT RAISE(ABORT, 'exposures are append-only'); END
"""


def open_ward(*, groups: int) -> Ward:
    """Return the ward, newly made, with this many residential groups."""
    province, _ = Province.objects.get_or_create(
        code=PROVINCE, defaults={"name": "Đo tốc độ", "kind": Province.Kind.PROVINCE}
    )
    ward = Ward.objects.create(
        code=CODE,
        province=province,
        name="Đo tốc độ",
        kind=Ward.Kind.WARD,
        folded_name="do toc do",
        valid_from=date(2025, 7, 1),
    )
    ResidentialGroup.objects.bulk_create(
        (
            ResidentialGroup(
                ward=ward, name=f"Tổ thử {number}", position=min(number, MOST_POSITION)
            )
            for number in range(1, groups + 1)
        ),
        batch_size=2000,
    )
    return ward


def close_ward() -> None:
    """Take away the ward with its groups, once nothing else refers to them."""
    groups = ResidentialGroup.objects.filter(ward=CODE)
    groups._raw_delete(groups.db)
    Ward.objects.filter(pk=CODE).delete()
    Province.objects.filter(pk=PROVINCE).delete()


@transaction.atomic
def forget_exposures() -> None:
    """Delete the exposures of the scratch ward; every other row stays out of reach."""
    is_sqlite = connection.vendor == "sqlite"
    lift = "DROP TRIGGER exposure_no_delete" if is_sqlite else _switch("DISABLE")
    put_back = _GUARD if is_sqlite else _switch("ENABLE")
    with connection.cursor() as cursor:
        cursor.execute(lift)
        cursor.execute("DELETE FROM outreach_exposure WHERE ward_id = %s", [CODE])
        if not is_sqlite:
            # What the foreign keys have put off must be over before the table may be altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(put_back)


def _switch(how: str) -> str:
    return f"ALTER TABLE outreach_exposure {how} TRIGGER exposure_no_delete"
