"""How long a spoken text takes over a loudspeaker (loudspeaker.md §4). Pure."""

import re
from itertools import groupby

from media.reading.numbers import spell_digits
from media.reading.syllables import is_syllable

SYLLABLES_PER_MINUTE = 160
SLOWEST, FASTEST = 140, 200  # what an officer may choose for a reader
MEASURED_SLOWEST, MEASURED_FASTEST = 120, 240  # what a recording is believed to say
# Seconds of silence at each mark; a run of marks counts once, by its first.
PAUSES = {",": 0.25, **dict.fromkeys(";:–()", 0.40), **dict.fromkeys(".?!…", 0.60)}
PARAGRAPH_PAUSE = 0.40
_FOREIGN = {"zalo": 2, "facebook": 3, "internet": 3, "video": 3, "youtube": 2, "google": 2}
_VOWELS = re.compile(r"[aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]+")


def syllables(text: str) -> int:
    """Return the number of syllables of a spoken text.

    A run of letters that can be a Vietnamese syllable is one; a foreign word counts by a list,
    else by its groups of vowels.
    """
    return sum(_of_word(word) for word in re.findall(r"[^\W_]+", text.lower()))


def _of_word(word: str) -> int:
    if is_syllable(word):
        return 1
    return _FOREIGN.get(word) or max(1, len(_VOWELS.findall(word)))


def seconds(text: str, *, rate: int = SYLLABLES_PER_MINUTE) -> float:
    """Return the seconds that reading ``text`` takes at ``rate`` syllables a minute."""
    paragraphs = [line for line in text.splitlines() if line.strip()]
    marks = sum(_pauses(paragraph) for paragraph in paragraphs)
    between = PARAGRAPH_PAUSE * max(0, len(paragraphs) - 1)
    return 60 * syllables(text) / rate + marks + between


def measured_rate(text: str, *, seconds_read: float) -> int | None:
    """Return the syllables a minute at which ``text`` was read in ``seconds_read``.

    The pauses are taken to be those of ``seconds``; the rate lies between 120 and 240. None where
    nothing is left for the syllables.
    """
    syllables_read = syllables(text)
    pauses = seconds(text) - 60 * syllables_read / SYLLABLES_PER_MINUTE
    if not syllables_read or seconds_read <= pauses:
        return None
    rate = round(60 * syllables_read / (seconds_read - pauses))
    return max(MEASURED_SLOWEST, min(MEASURED_FASTEST, rate))


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
    digits = "".join(c for c in number if c.isdigit())
    groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    return ", ".join(spell_digits(group) for group in groups)


def minutes_vi(seconds: float) -> str:
    """Return a length as it is shown, rounded up: 84.2 → "1 phút 25 giây"."""
    whole = -int(-seconds // 1)
    minutes, rest = divmod(whole, 60)
    return f"{minutes} phút {rest:02d} giây" if minutes else f"{rest} giây"
