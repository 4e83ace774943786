"""How the pages write times, numbers and links, in Vietnamese."""

import re
from datetime import datetime
from html import escape

from broadcast.zalo.simulator.world import VIETNAM

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")


def number(value: int) -> str:
    """Write 3000 as "3.000"."""
    return f"{value:,}".replace(",", ".")


def moment(milliseconds: int) -> datetime:
    """Return the Vietnamese time of a message."""
    return datetime.fromtimestamp(milliseconds / 1_000, tz=VIETNAM)


def clock(milliseconds: int) -> str:
    """Write the time of day as "07:05"."""
    return f"{moment(milliseconds):%H:%M}"


def day(milliseconds: int, *, today: datetime) -> str:
    """Write the day: "Hôm nay" or a date such as 05/3/2026, as official papers do."""
    then = moment(milliseconds)
    if then.date() == today.date():
        return "Hôm nay"
    month = f"{then.month:02}" if then.month < 3 else str(then.month)
    return f"{then.day:02}/{month}/{then.year}"


def linked(text: str) -> str:
    """Return ``text`` as HTML in which addresses can be tapped."""
    parts, end = [], 0
    for found in _LINK.finditer(text):
        address = escape(found.group())
        parts.append(escape(text[end : found.start()]))
        parts.append(f'<a href="{address}" target="_blank" rel="noopener noreferrer">{address}</a>')
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def initial(name: str) -> str:
    """Return the letter of a round portrait: that of the given name, which comes last."""
    words = name.split()
    return words[-1][0].upper() if words else "?"
