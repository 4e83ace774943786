"""A line of text on its way from written to spoken.

What a rule has read becomes one mark (a private-use character), so that no later rule touches
it; the marks stand in the text for what was read, and later rules may look at them: two marks
with a dash between them are a range. Every character remembers where it stood in the source.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from media.reading.results import Span

FIRST_MARK = 0xF0000
MARK = "[\U000f0000-\U000ffffd]"
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")


class Kind(Enum):
    """What was read, as far as a later rule must know."""

    WORDS = auto()
    NUMBER = auto()
    QUANTITY = auto()
    TIME = auto()
    DATE = auto()
    WEEKDAY = auto()
    PHONE = auto()
    DOCUMENT = auto()
    PLACE = auto()


@dataclass(frozen=True, slots=True)
class Say:
    """What a rule reads: its words, its kind, and whether a person must read them again."""

    words: str
    kind: Kind = Kind.WORDS
    is_uncertain: bool = False


class Draft:
    """One line: its ``text`` with marks, and the spans that the marks stand for."""

    def __init__(self, source: str) -> None:
        self.text = _PRIVATE.sub(" ", source)
        self._source = source
        self._origin = [(at, at + 1) for at in range(len(source))]
        self._said: list[tuple[Say, Span]] = []

    def read(
        self,
        rule: str,
        pattern: re.Pattern[str],
        speak: Callable[[re.Match[str]], Say | None],
    ) -> None:
        """Put a mark for every match of ``pattern`` that ``speak`` answers for.

        If the pattern has a group "read", only that group is read; the rest is context.
        """
        self._each(pattern, lambda match: self._mark(rule, match, speak(match)))

    def rewrite(
        self,
        pattern: re.Pattern[str],
        text: str,
        *,
        unless: Callable[[re.Match[str]], bool] = lambda match: False,
    ) -> None:
        """Replace every match by ``text``, which later rules still see."""
        self._each(pattern, lambda match: None if unless(match) else text)

    def say_of(self, mark: str) -> Say:
        """Return what the mark stands for."""
        return self._said[ord(mark) - FIRST_MARK][0]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return where text[start:end] stood in the source."""
        return self._origin[start][0], self._origin[end - 1][1]

    def spans(self) -> tuple[Span, ...]:
        """Return all that was read, in the order of the source."""
        alive = {ord(c) - FIRST_MARK for c in self.text if ord(c) >= FIRST_MARK}
        spans = [span for at, (_, span) in enumerate(self._said) if at in alive]
        return tuple(sorted(spans, key=lambda span: span.start))

    def _mark(self, rule: str, match: re.Match[str], said: Say | None) -> str | None:
        if said is None:
            return None
        start, end = self.origin(*_limits(match))
        written = self._source[start:end]
        span = Span(start, end, written, said.words, rule, said.is_uncertain)
        self._said.append((said, span))
        return chr(FIRST_MARK + len(self._said) - 1)

    def _each(
        self, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str | None]
    ) -> None:
        pieces: list[str] = []
        origin: list[tuple[int, int]] = []
        done = 0
        for match in pattern.finditer(self.text):
            new = replacement(match)
            if new is None:
                continue
            start, end = _limits(match)
            pieces += [self.text[done:start], new]
            origin += self._origin[done:start]
            if start < end:
                origin += [self.origin(start, end)] * len(new)
            done = end
        if pieces:
            self.text = "".join([*pieces, self.text[done:]])
            self._origin = origin + self._origin[done:]


def _limits(match: re.Match[str]) -> tuple[int, int]:
    return match.span("read") if match.groupdict().get("read") else match.span()


def before(match: re.Match[str]) -> str:
    """Return the line up to the match."""
    return match.string[: _limits(match)[0]]


def after(match: re.Match[str]) -> str:
    """Return the line from the end of the match."""
    return match.string[_limits(match)[1] :]
