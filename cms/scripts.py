"""A material's loudspeaker script: written once, read in three lengths.

The officer types plain paragraphs. One that begins with "[nên có]" or "[thêm]" is said only where
it fits; all others always are. The hotlines come from the registry and are said twice at the end.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from cms import bodies, readings
from cms.wards import ward_of
from media import reading, timing
from media.reading import Reading
from media.text import nfc, split_sentences
from media.versions import Block, Fitted, Priority, Version, fit
from outreach.models import Ward

_LABEL = re.compile(r"^\[([^\[\]|]*)\]\s*")
_LABELS = {"nên có": Priority.SHOULD, "thêm": Priority.EXTRA}


@dataclass(frozen=True, slots=True)
class SpokenScript:
    """One version as it is read out.

    ``sentences`` are pairs: what is written otherwise than spoken ("30/7", "UBND"), and the
    spoken sentence. ``seconds`` is predicted at the ward's rate.
    """

    version: Version
    written: str
    spoken: str
    hotlines: tuple[str, ...]
    seconds: float
    syllables: int
    sentences: tuple[tuple[str, str], ...]
    excess: tuple[int, int]
    left_out: int

    @property
    def is_too_long(self) -> bool:
        """Whether even what is always said takes longer than this version may."""
        return self.excess[0] > 0


@dataclass(frozen=True, slots=True)
class Script:
    """All paragraphs of a script with their readings, and the lines of the hotlines."""

    paragraphs: tuple[tuple[str, Priority, Reading], ...]
    hotlines: tuple[str, ...]
    rate: int

    def fitted(self, seconds: int) -> Fitted:
        """Return what is said in ``seconds``."""
        blocks = [Block(text, read.text, priority) for text, priority, read in self.paragraphs]
        calls = "\n".join(self.hotlines)
        return fit(
            [*blocks, Block(calls, calls)] if calls else blocks, seconds=seconds, rate=self.rate
        )


def paragraphs(text: str) -> list[tuple[str, Priority]]:
    """Return the paragraphs of a typed script without their labels, each with its priority."""
    lines = [line.strip() for line in nfc(text).splitlines() if line.strip()]
    return [
        (_LABEL.sub("", line) if _priority(line) else line, _priority(line) or Priority.ALWAYS)
        for line in lines
    ]


def _priority(line: str) -> Priority | None:
    match = _LABEL.match(line)
    return _LABELS.get(match[1].strip().lower()) if match else None


def of(material: Any, *, today: date | None = None, ward: Ward | None = None) -> Script:
    """Read the script of ``material`` as its ward does; ``ward`` is for a page not yet saved."""
    today = today or timezone.localdate()
    ward = ward or ward_of(material)
    dictionary = readings.dictionary_for(ward.pk if ward else None, on=today)
    style = reading.SOUTH if ward and ward.speaks_southern else reading.NORTH

    def read(text: str) -> Reading:
        return reading.read_aloud(text, dictionary=dictionary, style=style)

    calls = bodies.hotline_sentences(bodies.hotlines_of(material, today=today))
    return Script(
        tuple((text, priority, read(text)) for text, priority in paragraphs(material.script_text)),
        tuple(read(line).text for line in calls),
        ward.reading_rate if ward else timing.SYLLABLES_PER_MINUTE,
    )


def spoken(
    material: Any, *, version: Version = Version.FULL, today: date | None = None
) -> SpokenScript:
    """Return one version of the material's script."""
    return _version(of(material, today=today), version)


def all_versions(material: Any, *, today: date | None = None) -> list[SpokenScript]:
    """Return the three versions, the shortest first."""
    script = of(material, today=today)
    return [_version(script, version) for version in Version]


def problems(material: Any, *, ward: Ward | None = None) -> list[str]:
    """Return what the gate refuses (loudspeaker.md §3.4), a Vietnamese sentence each."""
    script = of(material, ward=ward)
    found = [
        f"Không rõ nhãn “{match[0].strip()}”. Chỉ dùng [nên có] hoặc [thêm] ở đầu đoạn."
        for text, _, _ in script.paragraphs
        if (match := _LABEL.match(text))
    ]
    return found + [
        problem.message for _, _, read in script.paragraphs for problem in read.problems
    ]


def doubts(material: Any) -> list[str]:
    """Return what a person must read again because it can be read in two ways."""
    script = of(material)
    return [
        f"“{span.written}” đang đọc là “{span.spoken}”. Nếu không đúng, viết bằng chữ."
        for _, _, read in script.paragraphs
        for span in read.spans
        if span.is_uncertain
    ]


def _version(script: Script, version: Version) -> SpokenScript:
    fitted = script.fitted(version.seconds)
    texts = [block.spoken for block in fitted.blocks]
    by_text = {read.text: read for _, _, read in script.paragraphs}
    return SpokenScript(
        version=version,
        written="\n".join(block.written for block in fitted.blocks),
        spoken="\n".join(texts),
        hotlines=script.hotlines,
        seconds=fitted.seconds,
        syllables=timing.syllables(fitted.spoken),
        sentences=tuple(pair for text in texts for pair in _sentences(text, by_text.get(text))),
        excess=fitted.excess(rate=script.rate),
        left_out=len(script.paragraphs) + bool(script.hotlines) - len(fitted.blocks),
    )


def _sentences(text: str, read: Reading | None) -> list[tuple[str, str]]:
    """Pair each sentence with what is written otherwise than it is said."""
    sentences = split_sentences(text)
    written: list[list[str]] = [[] for _ in sentences]
    at = 0
    for span in read.spans if read else ():
        words = reading.plain(span.spoken)
        place = _place(words, sentences, at) if words else None
        if place is not None:
            at = place
            written[place].append(span.written.strip())
    return [(" · ".join(forms), said) for forms, said in zip(written, sentences, strict=True)]


def _place(words: str, sentences: Sequence[str], start: int) -> int | None:
    for at in range(start, len(sentences)):
        if words in reading.plain(sentences[at]):
            return at
    return None
