"""Keeping what came in: as text, once for each message of a bot."""

import hashlib

from django.db import IntegrityError, transaction

from broadcast.models import InboundEvent, ZaloBot
from broadcast.zalo import events


def store(bot: ZaloBot, body: bytes) -> bool:
    """Keep ``body`` unless its message is known; returns whether it is new."""
    text = body.decode("utf-8", "replace").replace("\x00", "\ufffd")
    incoming = events.read(text) or events.Incoming()
    key = incoming.message_id
    if not 0 < len(key) <= events.LONGEST_ID:
        key = hashlib.sha256(body).hexdigest()
    try:
        with transaction.atomic():
            InboundEvent.objects.create(bot=bot, key=key, body=text)
    except IntegrityError:
        return False
    return True
