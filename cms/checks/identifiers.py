"""The six families of identifiers, in the order in which each takes its spans."""

import re
from collections.abc import Iterator, Sequence

from cms.checks.addresses import EMAIL, PROFILE
from cms.checks.families import Family
from cms.checks.findings import Level
from cms.checks.numbers import BANK, PAPERS, PHONE
from cms.checks.plates import PLATE
from cms.checks.syllables import unaccented

_DIGITS = re.compile(r"\d(?:\D{0,3}\d){3}")
_BY_NUMBER = (BANK, PAPERS, PLATE, PHONE)


def find(
    text: str, *, own_hosts: Sequence[str] = (), mailboxes: Sequence[str] = ()
) -> Iterator[tuple[str, Level, int, int, str]]:
    """Yield rule, level, start, end and message of every identifier in masked ``text``."""
    families = (PROFILE, EMAIL, *(_BY_NUMBER if _DIGITS.search(text) else ()))
    left = text
    for family in families:
        plain = left if family is PLATE else unaccented(left)
        if family.needs and not any(word in plain.lower() for word in family.needs):
            continue
        for found in family.pattern.finditer(plain):
            if not family.accepts(plain, found) or _is_registered(
                family.rule, found.group(), own_hosts, mailboxes
            ):
                continue
            start, end = _identifier(family, found)
            message = family.message.replace("{x}", text[start:end].strip(" .-()"))
            yield family.rule, Level.BLOCK, start, end, message
            left = left[: found.start()] + "·" * len(found.group()) + left[found.end() :]


def _identifier(family: Family, found: re.Match[str]) -> tuple[int, int]:
    """Return where the identifier itself stands, without the words that gave it away."""
    if family in (BANK, PAPERS):
        for number in range(1, family.pattern.groups + 1):
            if found.group(number):
                return found.span(number)
    return found.span()


def _is_registered(
    rule: str, words: str, own_hosts: Sequence[str], mailboxes: Sequence[str]
) -> bool:
    """Whether the office itself has this address or page."""
    address = words.replace(" ", "").lower()
    if rule == "email":
        return address in {mailbox.lower() for mailbox in mailboxes}
    page = re.sub(r"^(?:https?://)?(?:www\.|m\.)?", "", address).rstrip("/.")
    return rule == "profile-url" and page in {own.lower().rstrip("/") for own in own_hosts}
