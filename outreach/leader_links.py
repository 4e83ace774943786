"""The leader's personal link: signed, revocable, the same each time the card is printed."""

from base64 import b32encode
from datetime import date

from django.utils.crypto import constant_time_compare, salted_hmac

from outreach.models import Leader

_SALT = "outreach.leader_links"
_DIGEST_CHARACTERS = 26  # 130 bits


def token(leader: Leader) -> str:
    """Return the secret part of the leader's link; it dies when ``link_nonce`` changes."""
    digest = salted_hmac(_SALT, f"{leader.pk}.{leader.link_nonce}", algorithm="sha256").digest()
    return f"{leader.pk}-{b32encode(digest).decode('ascii')[:_DIGEST_CHARACTERS].lower()}"


def leader_of(given: str, *, day: date) -> Leader | None:
    """Return the leader in office on ``day`` whose link carries ``given``, else None.

    Wrong, expired and revoked look the same, and take the same comparison.
    """
    number, _, _ = given.partition("-")
    leader = Leader.objects.in_office(day).filter(
        pk=int(number) if number.isdigit() and len(number) < 12 else 0
    )
    found = leader.select_related("ward", "group").first()
    expected = token(found) if found else "0-" + "x" * _DIGEST_CHARACTERS
    return found if constant_time_compare(given, expected) else None
