"""The report as the JSON of ``manage.py reach`` (keys of the worked example, reach.md §4)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from outreach.reach import duty
from outreach.reach.intervals import newcombe, wilson
from outreach.reach.ladder import MediumLadder
from outreach.reach.people import Estimate
from outreach.reach.reporting import Report


@dataclass(frozen=True, slots=True)
class Samples:
    """What was asked of a sample, each as (k, n); None where nobody asked."""

    spot_check: tuple[int, int] | None = None
    survey: tuple[int, int] | None = None
    quiz: tuple[tuple[int, int], tuple[int, int]] | None = None


NOBODY_ASKED = Samples()


def as_json(report: Report, *, samples: Samples = NOBODY_ASKED) -> dict[str, Any]:
    """Return plain values; what does not exist is None."""
    names = {group.key: group.name for group in report.groups}
    return {
        "groups": len(report.groups),
        "groups_with_persons": report.groups_with_persons,
        "persons": report.persons,
        "groups_delivered": len(report.delivered),
        "groups_confirmed": len(report.confirmed),
        "confirmed_names": [names[key] for key in report.confirmed],
        "coverage_confirmed": report.coverage_confirmed.share,
        "coverage_delivered": report.coverage_delivered.share,
        "by_group": {names[key]: _range(one) for key, one in report.by_group.items()},
        "people": _range(report.people),
        "printed": str(report.people),
        "contacts": plain(report.contacts),
        "frequency": report.frequency,
        "groups_three_plus": [names[key] for key in report.three_plus],
        "media": {ladder.medium.value: _medium(ladder) for ladder in report.media},
        "words": {word.value: plain(one.value) for word, one in report.words.items()},
        "words_unconfirmed": {
            word.value: plain(one.value) for word, one in report.words_unconfirmed.items()
        },
        "monthly_duty": {
            names[key]: duty.over_all(ones).value for key, ones in report.duty.items()
        },
        **_asked(report, samples),
    }


def plain(number: Decimal | float) -> float:
    """Return whole numbers as integers, and no dust of binary fractions behind the tenth digit."""
    rounded = round(float(number), 10)
    return int(rounded) if rounded == int(rounded) else rounded


def _asked(report: Report, samples: Samples) -> dict[str, Any]:
    share = report.coverage_confirmed.share
    held = wilson(*samples.spot_check) if samples.spot_check else None
    survey = wilson(*samples.survey) if samples.survey else None
    quiz = newcombe(*samples.quiz[0], *samples.quiz[1]) if samples.quiz else None
    return {
        "coverage_checked": [share * v for v in held] if held and share is not None else None,
        "survey": (
            [samples.survey[0] / samples.survey[1], *survey] if survey and samples.survey else None
        ),
        "quiz_gain": list(quiz) if quiz else None,
    }


def _range(estimate: Estimate | None) -> dict[str, float] | None:
    if estimate is None:
        return None
    return {name: plain(getattr(estimate, name)) for name in ("low", "mid", "high")}


def _medium(ladder: MediumLadder) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "delivered": plain(ladder.delivered.value),
        "confirmed": plain(ladder.confirmed.value),
    }
    if ladder.potential is not None:
        figures |= {
            "potential": plain(ladder.potential.value),
            "groups_delivered": ladder.delivered.groups,
            "groups_confirmed": ladder.confirmed.groups,
            "confirmed_unknown": ladder.confirmed.unknown,
        }
    return figures
