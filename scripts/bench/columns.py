"""The columns of a table that a statement of ours may write."""

from django.db.models import Model


def of(model: type[Model], *, with_key: bool) -> list[str]:
    """Return their names: all but those that the database computes, the key only if asked for."""
    return [
        str(field.column)
        for field in model._meta.concrete_fields
        if not field.generated and (with_key or not field.primary_key)
    ]
