"""Play logs of vendors' consoles: read tolerantly, matched to airings, shown before they count."""

from broadcast.playlog.matching import Match, Planned, match
from broadcast.playlog.reading import Line, Log, LogProblem, Mapping, read
from broadcast.playlog.tables import UnreadableLogError

__all__ = [
    "Line",
    "Log",
    "LogProblem",
    "Mapping",
    "Match",
    "Planned",
    "UnreadableLogError",
    "match",
    "read",
]
