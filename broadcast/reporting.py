"""One log event for each deed of the engine: what happened, and to which ids.

``reporting.tell("delivery.settled", delivery=row.pk, bot=bot.pk, state=row.state)``. Values are
numbers, truth values, moments' lengths and short code words. Anything else (a text, a name, a
token) is left out here, whatever a caller hands in; the formatter redacts once more behind it.
"""

import re

import structlog

_CODE = re.compile(r"[a-z][a-z0-9_.:-]{0,39}")
LEFT_OUT = "[bỏ]"

Value = int | float | bool | str | None


def tell(event: str, **values: Value) -> None:
    """Write one line that names the deed and the ids that it touched."""
    structlog.get_logger("lantoa").info(event, **{k: plain(v) for k, v in values.items()})


def warn(event: str, **values: Value) -> None:
    """Write one line about what went wrong; a person may have to look."""
    structlog.get_logger("lantoa").warning(event, **{k: plain(v) for k, v in values.items()})


def plain(value: Value) -> Value:
    """Return ``value`` if it is an id, a figure or a code word; otherwise a mark in its place."""
    if isinstance(value, str):
        return value if _CODE.fullmatch(value) else LEFT_OUT
    return value if isinstance(value, int | float | None) else LEFT_OUT
