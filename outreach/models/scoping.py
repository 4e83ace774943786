"""How rows of a ward are kept from every other ward."""

from typing import Any, Self

from django.db import models


class WardRows(models.QuerySet[Any]):
    """Rows that carry a ``ward``; asking through ``visible_to`` is how views reach them."""

    def visible_to(self, user: object) -> Self:
        """Limit to the rows of ``user``'s own ward; other wards do not exist for them."""
        if getattr(user, "is_superuser", False):
            return self
        return self.filter(ward_id=getattr(user, "ward_id", None) or "")

    def readable_by(self, user: object) -> Self:
        """Limit to what ``user`` may look at: a province's officer reads what its wards did."""
        if province_id := getattr(user, "province_id", None):
            return self.filter(ward__province_id=province_id)
        return self.visible_to(user)
