"""Figures for Prometheus, each from a partial index or a small table: none counts the ledger."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from broadcast import health, lanes
from broadcast.models import Attempt, Delivery, Heartbeat, InboundEvent, ZaloBot
from campaigns.models import Occurrence

# Figures of rows in doubt or on their way stop here; more is not looked at.
MOST = 10_000
# The order names the partial index: without it SQLite prefers to read one of the whole table.
_CLAIMED = Delivery.objects.filter(indexed_state="claimed").order_by("lease_until")
_UNKNOWN = Delivery.objects.filter(indexed_state="unknown").order_by("due_at")
_UNDER_WAY = Attempt.objects.filter(outcome=Attempt.Outcome.OPEN).order_by("started_at")


def exposition(*, now: datetime) -> bytes:
    """Return all figures in Prometheus' text format; only the parts where the database is away."""
    registry = CollectorRegistry()
    parts = health.look(now=now)
    red = Gauge("lantoa_red", "1: this part is stuck", ["part"], registry=registry)
    for part in parts:
        red.labels(part.code).set(part.is_red)
    if not parts[0].is_red:
        _ledger(registry, now)
        _bots(registry)
        _signs(registry, now)
    return generate_latest(registry)


def _ledger(registry: CollectorRegistry, now: datetime) -> None:
    rows = Gauge(
        "lantoa_deliveries",
        f"Rows in a passing state, {MOST} at most",
        ["state"],
        registry=registry,
    )
    counted = {"claimed": _CLAIMED, "sending": _UNDER_WAY, "unknown": _UNKNOWN}
    for state, found in counted.items():
        rows.labels(state).set(found[:MOST].count())
    oldest = Gauge(
        "lantoa_oldest_seconds", "Age of the oldest of its kind", ["of"], registry=registry
    )
    inbound = InboundEvent.objects.filter(state=InboundEvent.State.WAITING).order_by("received_at")
    to_fan_out = Occurrence.objects.filter(
        fanned_out_at=None, cancelled_at=None, due_at__lte=now
    ).order_by("due_at")
    for name, moments in {
        "planned": [lanes.oldest_planned()],
        "sending": _UNDER_WAY.values_list("started_at", flat=True)[:1],
        "unknown": _UNKNOWN.values_list("due_at", flat=True)[:1],
        "inbound": inbound.values_list("received_at", flat=True)[:1],
        "fan_out": to_fan_out.values_list("due_at", flat=True)[:1],
    }.items():
        oldest.labels(name).set(_age(moments, now))


def _age(moments: Iterable[datetime | None], now: datetime) -> float:
    """Return the seconds since the only moment there is; 0 where nothing waits, or not yet."""
    ages = [(now - moment).total_seconds() for moment in moments if moment]
    return max(0.0, *ages) if ages else 0.0


def _bots(registry: CollectorRegistry) -> None:
    bots = Gauge("lantoa_bots", "Zalo bots by state", ["state"], registry=registry)
    count = dict(ZaloBot.objects.order_by().values_list("state").annotate(Count("pk")))
    for state in ZaloBot.State:
        bots.labels(state.name.lower()).set(count.get(state, 0))


def _signs(registry: CollectorRegistry, now: datetime) -> None:
    seen = Gauge("lantoa_seen_seconds", "Since a part was at work", ["part"], registry=registry)
    done = Gauge("lantoa_done_seconds", "Since a task ended well", ["part"], registry=registry)
    for row in Heartbeat.objects.all():
        seen.labels(row.part).set((now - row.at).total_seconds())
        if row.succeeded_at:
            done.labels(row.part).set((now - row.succeeded_at).total_seconds())
