"""Addresses of the reach page and of the rows behind each figure."""

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.urls import reverse

from outreach.models import Ward
from outreach.reach.values import MEDIUM_OF, Kind, Medium
from outreach.reach.words import Word, kinds_of
from outreach.reach_query import Period


class Which(StrEnum):
    """Which of the rows that count a figure stands on."""

    CONFIRMED = "da-xac-nhan"
    GIVEN = "da-giao"
    OPEN = "cho-xac-nhan"


@dataclass(frozen=True, slots=True)
class Address:
    """A ward and a period, from which every link of the page is made."""

    ward: Ward
    period: Period

    def page(self, period: Period | None = None) -> str:
        """Return the address of the page itself, of another period if given."""
        return f"{reverse('outreach_reach')}?{urlencode(self._query(period or self.period))}"

    def rows(self, *, what: str = "", which: Which | None = None, at: str = "") -> str:
        """Return the address of the rows of a medium or word, a level, a group or school."""
        chosen = {"loai": what, "muc": which or "", "noi": at}
        query = self._query(self.period) | {name: str(v) for name, v in chosen.items() if v}
        return f"{reverse('outreach_reach_rows')}?{urlencode(query)}"

    def of_every_campaign(self) -> "Address":
        """Return the address without the campaign, for figures that do not ask for one."""
        return Address(self.ward, replace(self.period, campaign=""))

    def _query(self, period: Period) -> dict[str, str]:
        query = {
            "xa": self.ward.pk,
            "tu": period.first.isoformat(),
            "den": period.last.isoformat(),
        }
        return query | ({"dot": period.campaign} if period.campaign else {})


def kinds(what: str) -> tuple[Kind, ...] | None:
    """Return the kinds behind a medium or a counting word; None for every kind.

    Raises ``ValueError`` for anything else.
    """
    if not what:
        return None
    if what in set(Medium):
        return tuple(kind for kind, medium in MEDIUM_OF.items() if medium == what)
    return kinds_of(Word(what))
