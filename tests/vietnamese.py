"""Which words are not Vietnamese: by the shape of a syllable, and by the packages' own English.

A word is strange if no Vietnamese syllable looks like it ("draft", "save"), or if it does look like
one but stands in an English text of Wagtail or Django and in none of the translations ("the",
"not", "you").
"""

import functools
import re
from collections.abc import Collection

import polib

from scripts import messages

SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"[aăâeêioôơuưy]{1,3}(?:ch|nh|ng|[cmnpt])?"
)
TONES = str.maketrans(
    "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ",
    "aaaaaăăăăăâââââeeeeeêêêêêiiiiioooooôôôôôơơơơơuuuuuưưưưưyyyyy",
)
WORD = re.compile(r"[^\W\d]+(?:_[^\W\d]+)*")
# Names, units, keys and terms that a Vietnamese officer reads as they are.
TERMS_WRITTEN = """
bit bot byte chat cm cn cookie csv ctrl docx em enter esc excel fm gb gmt html http https ip jpeg
jpg json kb localhost lắk mb mm mp mp3 mtv odp ogg pdf png pptx qr shift sms tab thcs thpt ubnd url
usb utc wagtail wav web webp wifi word www xlsx zalo zip đắk
"""
TERMS = frozenset(TERMS_WRITTEN.split())
# English words of the packages that are Vietnamese syllables too, or parts of Vietnamese names.
BOTH_WRITTEN = """
be do don e go long may my re thai than to v
"""
BOTH = frozenset(BOTH_WRITTEN.split())
# Values that a translation quotes as they stand in a setting; on a screen they would be English.
LITERAL = frozenset({"no", "true"})
# A web or file address, a code's dotted name: not read as words.
ADDRESS = re.compile(r"\S*(?:://|@)\S*|\S*/\S*/\S*|/\S+|\b[\w-]+(?:\.[\w-]+)+\b")


def strange_words(text: str, *, allowed: Collection[str] = TERMS) -> list[str]:
    """Return the words of ``text``, in lower case, that are not Vietnamese and not allowed."""
    plain = messages.rest(messages.TAG.sub(" ", text)).lower()
    words = WORD.findall(re.sub(r"&\w+;", " ", plain))
    return [word for word in words if word not in allowed and is_strange(word)]


def strange_words_on_screen(text: str, *, allowed: Collection[str] = ()) -> list[str]:
    """Return the strange words of a text as it stands on a screen, addresses left out."""
    return strange_words(ADDRESS.sub(" ", text), allowed=TERMS | set(allowed))


def is_strange(word: str) -> bool:
    """Whether a word in lower case is not Vietnamese; a single letter never is strange."""
    if len(word) == 1:
        return False
    return not SYLLABLE.fullmatch(word.translate(TONES)) or word in english()


@functools.cache
def english() -> frozenset[str]:
    """Return the English words of the packages that no translation uses."""
    said: set[str] = set()
    shown: set[str] = set()
    for domain in messages.DOMAINS:
        asked = messages.wanted(messages.folders(), domain, messages.sources())
        for entry in asked.values():
            said |= words_of(f"{entry.msgid} {entry.msgid_plural}")
        for entry in translations(domain):
            shown |= words_of(messages.translation(entry))
    return frozenset(said - (shown - LITERAL) - BOTH)


def words_of(text: str) -> set[str]:
    """Return the words of a catalogue's text, in lower case."""
    return set(WORD.findall(messages.rest(messages.TAG.sub(" ", text)).lower()))


def translations(domain: str) -> list[polib.POEntry]:
    """Return every translation that a screen can show: ours before the packages' own."""
    places = messages.folders()
    asked = messages.wanted(places, domain, messages.sources())
    given = messages.offered(places, domain)
    ours = {messages.key(found): found for found in messages.ours(domain)}
    return [found for key, found in {**given, **ours}.items() if key in asked]
