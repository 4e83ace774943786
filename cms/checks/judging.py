"""Running every rule over a text, in order, and pointing back at the words as given."""

from collections.abc import Sequence
from datetime import date

from cms.checks import calling, identifiers, lengths
from cms.checks.findings import Channel, Finding, HotlineNumber, Level
from cms.checks.masking import mask
from cms.checks.normalising import Normal, normalise


def check(
    text: str,
    *,
    channel: Channel,
    hotlines: Sequence[HotlineNumber],
    today: date,
    whole: bool = False,
    mailboxes: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """Return what the rules say of ``text`` on ``channel``.

    ``whole`` means that the text is all a reader gets, so it must name 111. Spans index the text
    as given; the order is that of the text.
    """
    if not text:
        return ()
    normal = normalise(text)
    valid = [h.number for h in hotlines if h.is_valid_on(today)]
    masked = mask(normal.text, hotlines=valid)
    found = [
        _finding(normal, family.rule, start, end, family.message.replace("{x}", words))
        for family, start, end, words in identifiers.find(masked, mailboxes=mailboxes)
    ]
    found += [
        _finding(normal, "hotline-unknown", start, end, calling.UNKNOWN.replace("{x}", words))
        for start, end, words in calling.unknown(masked, hotlines=hotlines, today=today)
    ]
    found += [
        Finding(rule, level, start, end, message)
        for rule, level, start, end, message in lengths.find(text, channel=channel)
    ]
    if whole and not calling.has_111(normal.text, channel=channel, hotlines=hotlines, today=today):
        found.append(Finding("hotline-missing", Level.BLOCK, 0, len(text), calling.MISSING))
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.rule)))


def _finding(normal: Normal, rule: str, start: int, end: int, message: str) -> Finding:
    first, last = normal.span(start, end)
    return Finding(rule, Level.BLOCK, first, last, message)
