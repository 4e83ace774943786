"""Finding the words of the lists in their context: denied, said of things, said of offenders."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from cms.checks.findings import Channel, Level
from cms.checks.syllables import syllables
from cms.checks.wordlists import BLAMING, SENSATIONAL, Phrase

_DENIED = re.compile(
    r"\b(?:không|đừng|chớ|chẳng|tránh|chưa|cấm|thay vì)\b(?! (?:chỉ|những))[^,.;:!?…\n]*$"
)
# A shocking word is only spoken about when a word for speaking follows the denial.
_UNSAID = re.compile(
    r"\b(?:không|đừng|chớ|tránh|cấm|hạn chế|thay|bỏ)\b[^.;:!?…\n]*?\b(?:dùng|viết|nói|gọi|đăng|ghi"
    r"|tả|kể|đưa|chia sẻ|từ|chữ|câu|hình ảnh|lời)\b[^.;!?…\n]*$"
)
_OFFENDER = re.compile(r"\b(?:kẻ|đối tượng|tội phạm|thủ phạm|bọn chúng|bọn buôn|hung thủ)\b")
_SOMEBODY = re.compile(
    r"\b(?:con|gái|trai|em|cháu|trẻ|đứa|cô|bạn|người|nó|thanh niên|nạn nhân|học sinh|chúng|chị)\b"
    r"[^.;:!?…\n]{0,30}$"
)
_THING = re.compile(
    r"\b(?:loa|máy|đài|thiết bị|đường|dây|tài sản|xe|cầu|nhà|mái|bảng|biển|pa ?nô|tranh|sách|tờ|đồ"
    r"|hồ sơ|giấy|cột|bàn|ghế|đèn|hàng|vật|công trình|điện thoại|phương tiện|áp phích|băng)\b"
    r"[^.;:!?…\n]{0,24}$"
)
_END = re.compile(r"[.!?…\n]")
_SHOUT = re.compile(r"!{3,}")


class Rule(NamedTuple):
    """A list of words, how its message begins, where it blocks."""

    name: str
    message: str
    phrases: tuple[Phrase, ...]
    blocks: frozenset[Channel]


SHOCK = Rule(
    "sensational",
    "Từ gây sốc, hạ nhục. Gợi ý: {thay}.",
    SENSATIONAL,
    frozenset({Channel.ZALO, Channel.POSTER}),
)
BLAME = Rule(
    "victim-blaming",
    "Câu chữ đổ lỗi cho người bị hại. Gợi ý: {thay}.",
    BLAMING,
    frozenset({Channel.ZALO, Channel.SCRIPT, Channel.POSTER}),
)
Entry = tuple[tuple[str, ...], Rule, Phrase]


def _index() -> Mapping[str, Sequence[Entry]]:
    """Return every spelling of every phrase under its first syllable, the longest first."""
    index: dict[str, list[Entry]] = defaultdict(list)
    for rule in (SHOCK, BLAME):
        for phrase in rule.phrases:
            for words in phrase.words.split("|"):
                for spelling in product(*(part.split("/") for part in words.split())):
                    index[spelling[0]].append((spelling, rule, phrase))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


_INDEX = _index()


def find(low: str, *, channel: Channel) -> Iterator[tuple[str, Level, int, int, str]]:
    """Yield rule, level, start, end and message of every word of the lists in lowered text."""
    said = syllables(low)
    words = tuple(syllable.word for syllable in said)
    place = 0
    while place < len(said):
        entry = _entry_at(words, place) if words[place] in _INDEX else None
        if entry is None:
            place += 1
            continue
        spelling, rule, phrase = entry
        start, end = said[place].start, said[place + len(spelling) - 1].end
        if not _is_of_a_thing(low, start, end):
            level = _level(low, rule=rule, phrase=phrase, start=start, channel=channel)
            yield rule.name, level, start, end, rule.message.replace("{thay}", phrase.advice)
        place += len(spelling)
    for shout in _SHOUT.finditer(low):
        level = Level.BLOCK if channel in SHOCK.blocks else Level.WARN
        message = SHOCK.message.replace("{thay}", "bỏ bớt dấu chấm than")
        yield SHOCK.name, level, *shout.span(), message


def _entry_at(words: tuple[str, ...], place: int) -> Entry | None:
    for entry in _INDEX[words[place]]:
        spelling, _rule, phrase = entry
        after = place + len(spelling)
        if words[place:after] != spelling:
            continue
        is_other = (place and words[place - 1] in phrase.not_after.split()) or (
            after < len(words) and words[after] in phrase.not_before.split()
        )
        if not is_other:
            return entry
    return None


def _level(low: str, *, rule: Rule, phrase: Phrase, start: int, channel: Channel) -> Level:
    """Return how firmly the words count here; said otherwise than of a victim: a warning."""
    before = low[max(0, start - 120) : start]
    is_denied = (_DENIED if rule is BLAME else _UNSAID).search(before)
    if phrase.is_hint or channel not in rule.blocks or is_denied:
        return Level.WARN
    sentence = _END.split(low[:start])[-1] + _END.split(low[start:], maxsplit=1)[0]
    is_of_offender = rule is BLAME and _OFFENDER.search(sentence)
    return Level.WARN if is_of_offender else Level.BLOCK


def _is_of_a_thing(low: str, start: int, end: int) -> bool:
    """A loudspeaker may be "hư hỏng" without anybody being blamed."""
    if low[start:end] != "hư hỏng":
        return False
    before = low[max(0, start - 40) : start]
    return bool(_THING.search(before)) or not _SOMEBODY.search(before)
