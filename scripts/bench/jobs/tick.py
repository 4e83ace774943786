"""A pass of the scheduler when nothing is due, over many items and beside a long history.

PostgreSQL only. What stands for years of work is written by a few statements.
"""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from broadcast import ticking, trial
from broadcast.models import Delivery
from campaigns.models import Campaign, CampaignItem, ChannelKind, Occurrence
from scripts.bench import columns, processes, timing

GROUPS = 100
ITEMS = 10  # of each campaign

_COPIES = """
INSERT INTO {table} ({columns}) SELECT {values}
FROM {table} AS source, generate_series({first}, {last}) AS n WHERE {only}
"""


def run(*, items: int, histories: list[int], rounds: int) -> dict[str, Any]:
    """Return the ms of SQL of one pass, and its statements, for each length of history."""
    tokens = ["1:bench"]
    with trial.prepared(ChannelKind.ZALO_GROUP, deliveries=GROUPS, tokens=tokens) as occurrence:
        try:
            _open_campaigns(occurrence, campaigns=items // ITEMS)
            found, past = [], 0
            for history in histories:
                _pass_time(occurrence, first=past + 1, last=history // GROUPS)
                past = history // GROUPS
                _execute("ANALYZE")
                found.append(timing.ms_of_sql(_tick, rounds=rounds))
        finally:
            _forget(occurrence)
    return {"ms": [ms for ms, _ in found], "statements": [count for _, count in found]}


def _tick() -> None:
    done = ticking.tick(now=timezone.now())
    if done.occurrences or done.sent.total:
        raise processes.FailedError("something was due")


def _open_campaigns(occurrence: Occurrence, *, campaigns: int) -> None:
    """Let many campaigns run, each with items that fall due in a month."""
    day = timezone.localdate()
    Campaign.objects.filter(pk=occurrence.campaign_id).update(
        starts_on=day - timedelta(days=30),
        ends_on=day + timedelta(days=60),
        approved_at=timezone.now(),
    )
    CampaignItem.objects.filter(pk=occurrence.item_id).update(on_date=day + timedelta(days=30))
    _copy(Campaign, first=1, last=campaigns, only=occurrence.campaign_id, code="'do-' || n")
    made = Campaign.objects.filter(ward=occurrence.ward_id, code__startswith="do-")
    made = made.exclude(pk=occurrence.campaign_id)
    for pk in made.values_list("pk", flat=True):
        _copy(CampaignItem, first=1, last=ITEMS, only=occurrence.item_id, campaign_id=str(pk))


def _pass_time(occurrence: Occurrence, *, first: int, last: int) -> None:
    """Write occurrences of the past, one an hour, and a delivery that was sent for each group."""
    moment = f"now() - n * interval '1 hour' - interval '{GROUPS} days'"
    _copy(
        Occurrence, first=first, last=last, only=occurrence.pk,
        due_at=moment, expires_at=f"{moment} + interval '1 day'", fanned_out_at=moment,
    )  # fmt: skip
    names = columns.of(Delivery, with_key=False)
    own = {
        "occurrence_id": "past.id", "due_at": "past.due_at", "next_attempt_at": "past.due_at",
        "expires_at": "past.expires_at", "sent_at": "past.due_at", "state": "'sent'",
    }  # fmt: skip
    values = ", ".join(own.get(name, f"source.{name}") for name in names)
    _execute(
        f"INSERT INTO broadcast_delivery ({', '.join(names)}) SELECT {values} "  # noqa: S608
        "FROM broadcast_delivery AS source, campaigns_occurrence AS past "
        f"WHERE source.occurrence_id = {occurrence.pk} AND past.due_at < now() AND NOT EXISTS "
        "(SELECT 1 FROM broadcast_delivery AS there WHERE there.occurrence_id = past.id)"
    )


def _copy(model: type[Model], *, first: int, last: int, only: int, **own: str) -> None:
    names = columns.of(model, with_key=False)
    sql = _COPIES.format(
        table=model._meta.db_table,
        columns=", ".join(names),
        values=", ".join(own.get(name, f"source.{name}") for name in names),
        first=first,
        last=last,
        only=f"source.id = {only}",
    )
    _execute(sql)


def _forget(occurrence: Occurrence) -> None:
    """Take away what was copied; the trial takes away the rest."""
    _execute("TRUNCATE broadcast_delivery CASCADE")
    _execute(f"DELETE FROM campaigns_occurrence WHERE id <> {occurrence.pk}")  # noqa: S608
    _execute(f"DELETE FROM campaigns_campaignitem WHERE id <> {occurrence.item_id}")  # noqa: S608
    _execute(f"DELETE FROM campaigns_campaign WHERE id <> {occurrence.campaign_id}")  # noqa: S608


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
