"""How fast a ward's readers really read, told from their approved recordings."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from cms import recordings, scripts
from cms.models import ScriptRecording
from media import timing
from media.models import Recording
from media.versions import Version
from outreach.models import Ward

ENOUGH = 3  # recordings before a rate is offered
LOOKED_AT = 30


@dataclass(frozen=True, slots=True)
class ReaderRate:
    """A reader, the median rate in syllables a minute, and of how many recordings it is."""

    reader: str
    rate: int
    count: int

    @property
    def is_choosable(self) -> bool:
        """Whether the ward may predict lengths with it."""
        return timing.SLOWEST <= self.rate <= timing.FASTEST


def measured(ward: Ward) -> list[ReaderRate]:
    """Return the rates of readers with enough approved recordings, who has the most first."""
    rows = ScriptRecording.objects.filter(
        ward=ward,
        verdict=ScriptRecording.Verdict.APPROVED,
        recording__origin=Recording.Origin.HUMAN,
    )
    rates: dict[str, list[int]] = defaultdict(list)
    for row in rows.select_related("recording", "revision")[:LOOKED_AT]:
        if rate := _rate(row):
            rates[row.reader].append(rate)
    found = [
        ReaderRate(reader, round(median(own)), len(own))
        for reader, own in rates.items()
        if len(own) >= ENOUGH
    ]
    return sorted(found, key=lambda one: (-one.count, one.reader))


def _rate(row: ScriptRecording) -> int | None:
    """Return the rate of one recording; None where its words can't be told any more."""
    script = scripts.spoken(row.revision.as_object(), version=Version(row.version))
    if row.recording.seconds is None or not recordings.reads(row, script.spoken):
        return None
    return timing.measured_rate(script.spoken, seconds_read=row.recording.seconds)
