"""How long is too long, for eyes, for a phone screen and for ears."""

import re
from collections.abc import Iterator
from math import ceil

from cms.checks.findings import Channel, Level
from media.text import utf16_units

# A full stop inside a number or an address ends nothing.
_SENTENCE = re.compile(r"(?:[^.!?…\n]|\.(?=[a-z\d]))+(?:[.!?…]+|\n|$)")
# A syllable is a word between spaces with a letter or a digit: "30/2020/NĐ-CP" is one.
_TOKEN = re.compile(r"\S*[^\W_]\S*")
WARN_SYLLABLES, BLOCK_SYLLABLES = 25, 40
ZALO_WARN, ZALO_BLOCK = 700, 1800
# 160 syllables a minute: 90 and 180 seconds.
SCRIPT_WARN, SCRIPT_BLOCK = 240, 480


def find(text: str, *, channel: Channel) -> Iterator[tuple[str, Level, int, int, str]]:
    """Yield rule, level, start, end and message for what is too long."""
    for match in _SENTENCE.finditer(text):
        count = len(_TOKEN.findall(match.group()))
        if count > WARN_SYLLABLES:
            is_heard = channel in {Channel.ZALO, Channel.SCRIPT}
            level = Level.BLOCK if is_heard and count > BLOCK_SYLLABLES else Level.WARN
            message = f"Câu dài {count} tiếng. Tách thành hai câu."
            yield "sentence-too-long", level, *match.span(), message
    if channel is Channel.ZALO and (units := utf16_units(text)) > ZALO_WARN:
        level = Level.BLOCK if units > ZALO_BLOCK else Level.WARN
        yield "zalo-too-long", level, 0, len(text), f"Tin {units} ký tự; nên dưới 700."
    if channel is Channel.SCRIPT and (count := len(_TOKEN.findall(text))) > SCRIPT_WARN:
        level = Level.BLOCK if count > SCRIPT_BLOCK else Level.WARN
        yield "script-too-long", level, 0, len(text), f"Bài đọc hết {ceil(count * 60 / 160)} giây."
