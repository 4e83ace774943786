"""What the reach page shows: every figure with its words and the address of its rows."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from outreach import interactions, reach_chart, reach_groups, reach_labels, reach_shown
from outreach.interactions import Openings
from outreach.models import RegisterEntry
from outreach.reach.pupils import SchoolReach
from outreach.reach.words import Word
from outreach.reach_address import Address, Which
from outreach.reach_groups import State
from outreach.reach_query import WardReach
from outreach.reach_shown import number, percent

# What the top of the page names beside people: the office's own acts.
_HEADLINE = (Word.SESSIONS, Word.ATTENDANCES, Word.AIRINGS, Word.MINUTES)


def context(found: WardReach, *, now: datetime, campaigns: Mapping[str, str]) -> dict[str, Any]:
    """Return everything that the template prints, in plain values."""
    report, period = found.report, found.period
    address = Address(found.ward, period)
    groups = reach_groups.standings(found, address, now=now)
    openings = interactions.openings(found.ward, period, now=now)
    words = reach_shown.words(found, address)
    return {
        "ward": found.ward,
        "group_word": "tổ" if found.ward.group_word.startswith("tổ") else "thôn",
        "period": period,
        "report": report,
        "address": address,
        "confirmed_url": address.rows(which=Which.CONFIRMED),
        "duty_url": address.of_every_campaign().rows(what=Word.AIRINGS, which=Which.CONFIRMED),
        "coverage": percent(report.coverage_confirmed.share),
        "coverage_delivered": percent(report.coverage_delivered.share),
        "groups": groups,
        "to_remind": reach_groups.to_remind(groups),
        "counts": {state.css: sum(one.state is state for one in groups) for state in State},
        "chart": reach_chart.strip(
            report.groups,
            found.occasions,
            first=period.first,
            last=period.last,
            today=timezone.localdate(now),
        ),
        "levels": reach_shown.levels(found, address, openings),
        "openings": opening_table(openings, period.campaign, campaigns=campaigns),
        "words": words,
        "acts": [row for row in words if row.sure and row.word in _HEADLINE],
        "has_rows": bool(found.occasions),
        "schools": [_school(one, address) for one in report.schools],
        "pupil_visits": sum(one.visits for one in report.schools),
        "teachers": found.teachers,
        "register": _register(found),
        "frequency": number(round(Decimal(report.frequency), 1)) if report.frequency else "–",
        "contacts": number(report.contacts),
        "former": found.former,
    }


def _school(one: SchoolReach, address: Address) -> dict[str, Any]:
    school, none = one.school, "không có số liệu"
    at = f" (số liệu ngày {school.as_of:%d/%m/%Y})" if school.as_of else ""
    return {
        "name": school.name,
        "sessions": one.sessions,
        "visits": number(one.visits),
        "different": f"{number(one.low)} – {none if one.high is None else number(one.high)}",
        "enrolled": none if school.enrolled is None else number(school.enrolled) + at,
        "url": address.rows(what=Word.SESSIONS, which=Which.CONFIRMED, at=f"truong-{school.key}"),
    }


def _register(found: WardReach) -> list[dict[str, Any]]:
    """Return each group's figures in force, in the order of the measures' labels."""
    measures = dict(zip(reach_labels.MEASURE, RegisterEntry.Measure, strict=True))
    return [
        {
            "name": group.name,
            "is_current": group.is_current,
            "cells": [
                (
                    entry,
                    _register_value(entry) if entry else "",
                    field in group.old,
                    reach_labels.MEASURE[field],
                )
                for field, measure in measures.items()
                for entry in [found.entries.get(group.key, {}).get(measure)]
            ],
        }
        for group in found.report.groups
    ]


def _register_value(entry: RegisterEntry) -> str:
    if entry.measure == RegisterEntry.Measure.EARSHOT_SHARE:
        return f"{number(entry.value * 100)} %" if entry.value else "không có loa"
    return number(int(entry.value))


def opening_table(
    openings: Openings, campaign: str, *, campaigns: Mapping[str, str]
) -> dict[str, Any]:
    """Return the published openings: a line for each material and channel, a column per month."""
    leaves = dict.fromkeys(leaf for one in openings.months for leaf in one.published.leaves)
    chosen = [leaf for leaf in leaves if not campaign or leaf.campaign == campaign]
    return {
        "months": [one.month for one in openings.months],
        "totals": [
            str(one.figure(campaign)) if one.has_leaves(campaign) else "–"
            for one in openings.months
        ],
        "lines": [
            (
                openings.titles.get(leaf.material, "Tư liệu đã gỡ"),
                interactions.channel_label(leaf, campaigns=campaigns),
                [
                    one.published.leaf(leaf) if leaf in one.published.leaves else "–"
                    for one in openings.months
                ],
            )
            for leaf in chosen
        ],
    }
