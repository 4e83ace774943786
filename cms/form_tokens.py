"""Tokens of public forms: no cookie, yet only our own page, filled in by a person, is heard.

A token names its purpose, its ward and its birth; it is good from 3 seconds to 2 hours after
that, and its nonce makes sending the form twice count once.
"""

import secrets

from django.core import signing

_SALT = "cms.form_tokens"
EARLIEST_SECONDS, LATEST_SECONDS = 3, 2 * 3600


class StaleFormError(Exception):
    """The token is forged, too fresh or too old; the message says what to do."""


def issue(purpose: str, *, ward_id: str) -> str:
    """Return a new token for a form."""
    return signing.dumps([purpose, ward_id, secrets.token_hex(16)], salt=_SALT)


def redeem(token: str, *, purpose: str, ward_id: str) -> str:
    """Return the token's nonce, or raise ``StaleFormError``."""
    try:
        found = signing.loads(token, salt=_SALT, max_age=LATEST_SECONDS)
    except signing.BadSignature:
        raise StaleFormError("Biểu mẫu đã hết hạn. Kiểm tra lại và bấm gửi lần nữa.") from None
    if found[:2] != [purpose, ward_id] or _is_too_fresh(token):
        raise StaleFormError("Xin chờ vài giây rồi bấm gửi lại.")
    return str(found[2])


def _is_too_fresh(token: str) -> bool:
    try:
        signing.loads(token, salt=_SALT, max_age=EARLIEST_SECONDS)
    except signing.SignatureExpired:
        return False
    return True
