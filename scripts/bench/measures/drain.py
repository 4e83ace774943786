"""Sending through the ledger, against the usual ways of sending and against the bare client."""

from collections.abc import Iterator
from functools import partial

from scripts.bench import rates
from scripts.bench.rates import Rate
from scripts.bench.rows import Row, exponent, rounded
from scripts.bench.scale import Scale
from scripts.bench.scratch import Store

# Goals: so many times the peer, or this part of the bare client by the sink's latency in ms.
CELERY, REUSING, POST_OFFICE = 60, 30, 8
OF_BARE = {0: 0.45, 50: 0.85}
OF_BARE_ON_SQLITE = 0.5


def rows(stores: tuple[Store, Store], scale: Scale) -> Iterator[Row]:
    """Measure both databases; a peer runs with the same number of processes as we do."""
    postgres, sqlite = stores
    found: dict[int, Rate] = {}
    for latency in scale.latencies:
        row, rate = _against_the_client(postgres, scale, latency=latency, goal=OF_BARE[latency])
        found.setdefault(latency, rate)
        yield row
    yield _against_the_client(sqlite, scale, latency=0, goal=OF_BARE_ON_SQLITE)[0]
    database = rates.peers_database()
    for workers in scale.processes:
        if workers == 1:
            ours = found[0]
        else:
            [ours] = rates.ours(
                postgres, sizes=[scale.drained], workers=workers, latency_ms=0, scale=scale
            )
        yield from _against_peers(ours, database, scale, workers=workers)


def _against_the_client(
    store: Store, scale: Scale, *, latency: int, goal: float
) -> tuple[Row, Rate]:
    sizes = [scale.drained // 10, scale.drained]
    small, large = rates.ours(store, sizes=sizes, workers=1, latency_ms=latency, scale=scale)
    alone = partial(rates.bare, messages=scale.drained, latency_ms=latency, scale=scale)
    row = _row(
        f"drain, {store.name}, sink {latency} ms",
        "the bare HTTP client",
        ours=large,
        peer_rate=rates.median(alone, rounds=scale.rounds),
        goal=goal,
        exponent=exponent(1 / small.per_second, 10 / large.per_second),
    )
    return row, large


def _against_peers(ours: Rate, database: str, scale: Scale, *, workers: int) -> Iterator[Row]:
    word = "1 process" if workers == 1 else f"{workers} processes"
    celery = partial(rates.celery, database, messages=scale.by_celery, workers=workers, scale=scale)
    letters = partial(
        rates.post_office, database, messages=scale.by_post_office, workers=workers, scale=scale
    )
    peers = (
        ("Celery, a task per message", CELERY, partial(celery, is_reusing=False)),
        ("Celery, connections reused", REUSING, partial(celery, is_reusing=True)),
        ("django-post_office, bulk queue", POST_OFFICE, letters),
    )
    for peer, goal, measure in peers:
        theirs = rates.median(measure, rounds=scale.rounds)
        yield _row(f"drain, PostgreSQL, {word}", peer, ours=ours, peer_rate=theirs, goal=goal)


def _row(
    what: str, peer: str, *, ours: Rate, peer_rate: Rate, goal: float, exponent: float | None = None
) -> Row:
    ratio = ours.per_second / peer_rate.per_second
    return Row(
        what=what,
        figure=str(ours),
        peer=f"{peer}: {peer_rate}",
        ratio=rounded(ratio),
        goal=f"≥ {goal:g} ×",
        met=ratio >= goal,
        exponent=exponent,
        more={
            "cpu_us_per_message": round(ours.cpu_us),
            "peer_cpu_us_per_message": round(peer_rate.cpu_us),
            "ratio_of_cpu": rounded(peer_rate.cpu_us / ours.cpu_us),
        },
    )
