"""Running every rule over a text, in order, and pointing back at the words as given."""

from collections.abc import Sequence
from datetime import date
from itertools import chain

from cms.checks import calling, figures, groups, identifiers, lengths, people, phrases
from cms.checks.findings import Channel, Finding, HotlineNumber, Level
from cms.checks.masking import mask
from cms.checks.normalising import Normal, normalise
from cms.checks.syllables import lowered


def check(
    text: str,
    *,
    channel: Channel,
    hotlines: Sequence[HotlineNumber],
    today: date,
    whole: bool = False,
    own_hosts: Sequence[str] = (),
    mailboxes: Sequence[str] = (),
    sources: str = "",
) -> tuple[Finding, ...]:
    """Return what the rules say of ``text`` on ``channel``.

    ``whole`` means that the text is all a reader gets, so it must name 111. ``own_hosts`` are the
    registered pages of the office, as ``host`` or ``host/path``; ``mailboxes`` its addresses;
    ``sources`` what the text's own field of sources says. Spans index the text as given; the order
    is that of the text.
    """
    if not text:
        return ()
    normal = normalise(text)
    valid = [h.number for h in hotlines if h.is_valid_on(today)]
    masked = mask(normal.text, hotlines=valid)
    low = lowered(normal.text)
    rows = chain(
        identifiers.find(masked, own_hosts=own_hosts, mailboxes=mailboxes),
        calling.unknown(masked, hotlines=hotlines, today=today),
        phrases.find(low, channel=channel),
        groups.find(normal.text),
        figures.find(low, sources=sources),
        people.find(normal.text),
    )
    found = [_finding(normal, *row) for row in rows]
    found += [Finding(*row) for row in lengths.find(text, channel=channel)]
    if whole and not calling.has_111(text, channel=channel, hotlines=hotlines, today=today):
        found.append(Finding("hotline-missing", Level.BLOCK, 0, len(text), calling.MISSING))
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.rule)))


def _finding(
    normal: Normal, rule: str, level: Level, start: int, end: int, message: str
) -> Finding:
    first, last = normal.span(start, end)
    return Finding(rule, level, first, last, message)
