"""The rule in force on a day: the ward's over the province's, field by field. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Generic, TypeVar

from broadcast.slots.values import Extra, QuietHours, Rule, Window

FALLBACK_CITATION = "Chưa có căn cứ"
URBAN_MINUTES, RURAL_MINUTES = 15, 45
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cited(Generic[T]):
    """A limit and the document that sets it."""

    value: T
    citation: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit of one day, each with its citation; nothing is left unsaid."""

    windows: Cited[tuple[Window, ...]]
    quiet_hours: Cited[tuple[QuietHours, ...]]
    weekdays: Cited[frozenset[int]]
    sessions_per_day: Cited[int]
    minutes_per_session: Cited[int]
    counts_relay: Cited[bool]
    relay_minutes: Cited[int]
    lead_hours: Cited[int]
    extras: tuple[Extra, ...]
    has_rule: bool

    @property
    def session_seconds(self) -> int:
        """What a session has for our items, in seconds."""
        relay = self.relay_minutes.value if self.counts_relay.value else 0
        return max(0, 60 * (self.minutes_per_session.value - relay))

    def extra_on(self, day: date) -> Extra | None:
        """Return what allows ``day`` although it is not one of the weekdays."""
        return next((extra for extra in self.extras if extra.day == day), None)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a ward and of its province, whatever their periods."""

    ward: tuple[Rule, ...] = ()
    province: tuple[Rule, ...] = ()
    is_urban: bool = True

    def on(self, day: date) -> Limits:
        """Return the limits of ``day``; what neither rule says comes from the fallback."""
        found = [_valid(self.ward, day), _valid(self.province, day)]
        given = [rule for rule in found if rule is not None]
        return combine([*given, fallback(is_urban=self.is_urban)], has_rule=bool(given))


def fallback(*, is_urban: bool) -> Rule:
    """Return what applies where nobody has ruled: cautious, and marked as without a source."""
    return Rule(
        citation=FALLBACK_CITATION,
        windows=(Window(time(5, 30), time(7, 30)), Window(time(16, 30), time(18, 30))),
        quiet_hours=(
            QuietHours(time(11, 30), time(13, 30), "nghỉ trưa"),
            QuietHours(time(20), time(5, 30), "ban đêm"),
        ),
        weekdays=frozenset(range(1, 6)),
        sessions_per_day=2,
        minutes_per_session=URBAN_MINUTES if is_urban else RURAL_MINUTES,
        counts_relay=False,
        relay_minutes=0,
        lead_hours=0,
    )


def combine(rules: Sequence[Rule], *, has_rule: bool) -> Limits:
    """Return the limits of ``rules``, the stronger first; the last one must say everything."""
    return Limits(
        **{name: _first(rules, name) for name in _FIELDS},
        extras=tuple(extra for rule in rules for extra in rule.extras),
        has_rule=has_rule,
    )


_FIELDS = (
    "windows",
    "quiet_hours",
    "weekdays",
    "sessions_per_day",
    "minutes_per_session",
    "counts_relay",
    "relay_minutes",
    "lead_hours",
)


def _first(rules: Sequence[Rule], name: str) -> Cited[Any]:
    says = next(rule for rule in rules if getattr(rule, name) not in (None, (), frozenset()))
    return Cited(getattr(says, name), says.citation)


def _valid(rules: Sequence[Rule], day: date) -> Rule | None:
    return next((rule for rule in rules if rule.is_valid_on(day)), None)
