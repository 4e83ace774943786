"""How long a text takes over a loudspeaker (loudspeaker.md §4). Pure."""

import re
from itertools import groupby

SYLLABLES_PER_MINUTE = 160
# Seconds of silence at each mark; a run of marks counts once, by its first.
PAUSES = {",": 0.25, **dict.fromkeys(";:–()", 0.40), **dict.fromkeys(".?!…", 0.60)}
PARAGRAPH_PAUSE = 0.40
_FOREIGN = {"zalo": 2, "facebook": 3, "internet": 3, "video": 3}
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def syllables(text: str) -> int:
    """Return the number of syllables: one for each run of letters, foreign words by a list."""
    words = re.findall(r"[^\W_]+", text.lower())
    return sum(_FOREIGN.get(word, 1) for word in words)


def seconds(text: str, *, rate: int = SYLLABLES_PER_MINUTE) -> float:
    """Return the seconds that reading ``text`` takes at ``rate`` syllables a minute."""
    paragraphs = [line for line in text.splitlines() if line.strip()]
    marks = sum(_pauses(paragraph) for paragraph in paragraphs)
    between = PARAGRAPH_PAUSE * max(0, len(paragraphs) - 1)
    return 60 * syllables(text) / rate + marks + between


def _pauses(paragraph: str) -> float:
    total = 0.0
    for is_mark, run in groupby(paragraph.replace(" ", ""), key=lambda c: c in PAUSES):
        if is_mark:
            total += PAUSES[next(run)]
    return total


def digits_spoken(number: str) -> str:
    """Return ``number`` digit by digit, groups parted by commas: "một tám, không không, …".

    Up to four digits are one group; longer numbers are read in groups of four from the front,
    as 1800 8080 is.
    """
    digits = [_DIGITS[int(c)] for c in number if c.isdigit()]
    if len(digits) <= 4:
        return " ".join(digits)
    groups = [digits[i : i + 4] for i in range(0, len(digits), 4)]
    return ", ".join(" ".join(group) for group in groups)
