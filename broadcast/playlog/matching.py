"""Which airing a line of a play log tells of (loudspeaker.md §9). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from broadcast.playlog.reading import Line
from media.text import fold

NEAR = timedelta(minutes=10)
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

    A line that fits nothing is kept as unknown and never makes an airing.
    """
    by_id = {str(one.id): one for one in planned}
    return [_match(line, by_id, planned) for line in lines]


def _match(line: Line, by_id: dict[str, Planned], planned: Sequence[Planned]) -> Match:
    named = by_id.get(line.airing)
    if named is not None and fold(named.cluster) == fold(line.cluster):
        return Match(line, named, Kind.SURE, _verdict(line, named))
    near = sorted(
        (
            one
            for one in planned
            if fold(one.cluster) == fold(line.cluster)
            and abs(one.starts_at - line.starts_at) <= NEAR
        ),
        key=lambda one: abs(one.starts_at - line.starts_at),
    )
    same_file = [one for one in near if line.file and _stem(line.file).endswith(one.file)]
    if same_file:
        return Match(line, same_file[0], Kind.SURE, _verdict(line, same_file[0]))
    if near:
        return Match(line, near[0], Kind.AMBIGUOUS, _verdict(line, near[0]))
    return Match(line, None, Kind.UNKNOWN, Verdict.NOT_DONE)


def _stem(name: str) -> str:
    return fold(name.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".mp3"))


def _verdict(line: Line, planned: Planned) -> Verdict:
    """Judge by the seconds played, where the log has them; else by its own word."""
    if line.has_played is False:
        return Verdict.NOT_DONE
    if line.seconds is None:
        return Verdict.DONE if line.has_played else Verdict.NOT_DONE
    share = line.seconds / planned.seconds
    if share >= WHOLE:
        return Verdict.DONE
    return Verdict.PARTLY if share >= SOME else Verdict.NOT_DONE
