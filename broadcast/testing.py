"""Trying a message out: to the bot's own test chat, outside the ledger, counted nowhere."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from broadcast import bots, rendering
from broadcast.carriers.port import Outgoing, Receipt, SendError
from broadcast.models import ZaloBot
from broadcast.zalo import client
from cms import bodies
from cms.models import MaterialPage

PREFIX = "(GỬI THỬ) "


def send(material: MaterialPage, *, bot: ZaloBot, by: Any) -> Receipt | SendError:
    """Send the latest text of ``material`` to the test chat of ``bot``; nothing is tried again."""
    draft = material.get_latest_revision_as_object()
    hotlines = bodies.hotlines_of(draft, today=timezone.localdate())
    office = bot.ward.office_name
    text = bodies.zalo(draft, hotlines=hotlines, link_url="", office=office)
    message = Outgoing(
        key=0,
        chat_id=bot.test_chat_id,
        text=PREFIX + text,
        photo_url=rendering.picture_of(draft, hotlines=hotlines, office=office),
    )
    answers = client.deliver(
        [message], token=bots.token_of(bot), base_url=settings.ZALO_BOT_BASE_URL
    )
    with transaction.atomic():
        bots.note(bot.pk, answers[0])
    log(instance=material, action="lantoa.test_send", user=by)
    return answers[0]
