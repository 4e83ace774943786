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
