"""The report as the JSON of ``manage.py reach`` (keys of the worked example, reach.md §4)."""

from typing import Any

from outreach.reach.reporting import Medium, Report


def as_json(report: Report) -> dict[str, Any]:
    """Return plain values; what does not exist is None."""
    return {
        "groups": len(report.groups),
        "groups_with_persons": report.groups_with_persons,
        "persons": report.persons,
        "groups_delivered": len(report.delivered_names),
        "groups_confirmed": len(report.confirmed_names),
        "confirmed_names": list(report.confirmed_names),
        "coverage_confirmed": report.coverage_confirmed,
        "coverage_delivered": report.coverage_delivered,
        "by_group": {
            name: None if one is None else _range(one.low, one.mid, one.high)
            for name, one in report.by_group.items()
        },
        "people": _range(report.people.low, report.people.mid, report.people.high),
        "printed": str(report.people),
        "contacts": _tidy(report.contacts),
        "frequency": report.frequency,
        "groups_three_plus": list(report.three_plus),
        "media": {medium.name: _medium(medium) for medium in report.media},
        "words": {word: _tidy(amount) for word, amount in report.words.items()},
        "words_unconfirmed": {w: _tidy(amount) for w, amount in report.words_unconfirmed.items()},
        "monthly_duty": dict(report.monthly_duty),
        "coverage_checked": None,
        "survey": None,
        "quiz_gain": None,
    }


def _range(low: float, mid: float, high: float) -> dict[str, float]:
    return {"low": _tidy(low), "mid": _tidy(mid), "high": _tidy(high)}


def _medium(medium: Medium) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "delivered": _tidy(medium.delivered),
        "confirmed": _tidy(medium.confirmed),
    }
    if medium.potential is not None:
        figures |= {
            "potential": _tidy(medium.potential),
            "groups_delivered": medium.groups_delivered,
            "groups_confirmed": medium.groups_confirmed,
            "confirmed_unknown": medium.confirmed_unknown,
        }
    return figures


def _tidy(number: float) -> float:
    """Return whole numbers as integers, and no dust of binary fractions behind the tenth digit."""
    rounded = round(number, 10)
    return int(rounded) if rounded == int(rounded) else rounded
