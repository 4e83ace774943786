"""Rows of a province or of a ward, for a period: who may see them and which are in force."""

from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from outreach.models import Ward


def one_scope(name: str) -> models.CheckConstraint:
    """Return the constraint "exactly one of province and ward"."""
    return models.CheckConstraint(
        name=name,
        condition=Q(province__isnull=False, ward=None) | Q(province=None, ward__isnull=False),
    )


def valid_in_order(name: str) -> models.CheckConstraint:
    """Return the constraint "a period does not end before it begins"."""
    return models.CheckConstraint(
        name=name, condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from"))
    )


class ScopedRows(models.QuerySet[Any]):
    """Rows with ``province`` or ``ward`` and ``valid_from``, ``valid_until``."""

    def visible_to(self, user: object) -> Self:
        """Limit to a ward's own rows and its province's; a province sees its wards' rows."""
        if getattr(user, "is_superuser", False):
            return self
        if province := getattr(user, "province_id", None):
            return self.filter(Q(province=province) | Q(ward__province=province))
        ward = getattr(user, "ward", None)
        return self.governing(ward) if ward else self.none()

    def governing(self, ward: Ward) -> Self:
        """Limit to the rows that can apply in ``ward``: its own and its province's."""
        return self.filter(Q(ward=ward) | Q(province=ward.province_id))

    def valid_on(self, day: date) -> Self:
        """Limit to the rows in force on ``day``."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)

    def refuse_overlap(self, row: Any) -> None:
        """Raise ``ValidationError`` when another row of ``row``'s scope is valid on a same day."""
        if row.valid_from is None:
            return
        same = self.filter(province=row.province_id, ward=row.ward_id).exclude(pk=row.pk)
        same = same.filter(Q(valid_until=None) | Q(valid_until__gte=row.valid_from))
        if row.valid_until:
            same = same.filter(valid_from__lte=row.valid_until)
        if other := same.first():
            until = f"{other.valid_until:%d/%m/%Y}" if other.valid_until else "nay"
            raise ValidationError(
                {
                    "valid_from": f"Trùng thời gian với “{other.citation}” "
                    f"({other.valid_from:%d/%m/%Y} – {until})."
                }
            )
