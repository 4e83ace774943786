"""Which airing a line of a play log tells of (loudspeaker.md §9). Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from broadcast.playlog.reading import Line
from media.text import fold

NEAR = timedelta(minutes=10)
SAME = timedelta(hours=12)  # an id further off is the console's own number
WHOLE, SOME = 0.9, 0.1


class Kind(StrEnum):
    """How sure a match is."""

    SURE = "khop"
    AMBIGUOUS = "chua_ro"
    UNKNOWN = "khong_co"


class Verdict(StrEnum):
    """What the line says became of the airing."""

    DONE = "da_lam"
    PARTLY = "mot_phan"
    NOT_DONE = "khong_lam"


@dataclass(frozen=True, slots=True)
class Planned:
    """An airing as far as a log may tell of it; ``file`` is what its file's name ends with."""

    id: int
    cluster: str
    file: str
    starts_at: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class Match:
    """A line, the airing it tells of if one was found, how surely, and what it says."""

    line: Line
    planned: Planned | None
    kind: Kind
    verdict: Verdict


def match(lines: Sequence[Line], planned: Sequence[Planned]) -> list[Match]:
    """Match every line: by id; else cluster, file and start; cluster and start alone is unclear.

    An id far from its time is unclear too, and so is a line with neither length nor result. A
    line that fits nothing is kept as unknown and never makes an airing.
    """
    by_id = {str(one.id): one for one in planned}
    by_cluster: dict[str, list[Planned]] = defaultdict(list)
    for one in planned:
        by_cluster[fold(one.cluster)].append(one)
    return [_match(line, by_id, by_cluster[fold(line.cluster)]) for line in lines]


def _match(line: Line, by_id: dict[str, Planned], planned: Sequence[Planned]) -> Match:
    """Match ``line`` to what is planned on its cluster."""
    named = by_id.get(line.airing)
    if named not in planned:
        named = None
    if named and abs(named.starts_at - line.starts_at) <= SAME:
        return _found(line, named)
    near = sorted(
        (one for one in planned if abs(one.starts_at - line.starts_at) <= NEAR),
        key=lambda one: abs(one.starts_at - line.starts_at),
    )
    same_file = [one for one in near if line.file and _stem(line.file).endswith(one.file)]
    if same_file:
        return _found(line, same_file[0])
    if unsure := near[0] if near else named:
        return Match(line, unsure, Kind.AMBIGUOUS, _verdict(line, unsure))
    return Match(line, None, Kind.UNKNOWN, Verdict.NOT_DONE)


def _found(line: Line, planned: Planned) -> Match:
    says_nothing = line.seconds is None and line.has_played is None
    kind = Kind.AMBIGUOUS if says_nothing else Kind.SURE
    return Match(line, planned, kind, _verdict(line, planned))


def _stem(name: str) -> str:
    return fold(name.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".mp3"))


def _verdict(line: Line, planned: Planned) -> Verdict:
    """Judge by the seconds played, where the log has them; else by its own word.

    A line that says neither was played whole, if a person says that it is this airing.
    """
    if line.has_played is False:
        return Verdict.NOT_DONE
    if line.seconds is None:
        return Verdict.DONE
    share = line.seconds / planned.seconds
    if share >= WHOLE:
        return Verdict.DONE
    return Verdict.PARTLY if share >= SOME else Verdict.NOT_DONE
