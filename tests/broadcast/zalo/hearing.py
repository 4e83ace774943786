"""A ward whose bot hears: small plain functions for the tests about what comes in."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from broadcast import bots, link_codes
from broadcast.models import Channel, Delivery, InboundEvent, ZaloBot, ZaloLink
from broadcast.zalo import inbound
from campaigns import planning
from campaigns.models import ChannelKind, Occurrence
from outreach.models import Leader, ResidentialGroup, Ward
from tests import making
from tests.broadcast.zalo.conftest import BOT, LEADER, TOKEN

SECRET, HOOK = "bi-mat-cua-bot-thu-0123456789", "a" * 32
HEADERS = {"X-Bot-Api-Secret-Token": SECRET}


def bot_of(ward: Ward, **values: Any) -> ZaloBot:
    """Return a bot that may write and hear; Zalo has just been asked about it."""
    made = ZaloBot(
        ward=ward,
        **{
            "zalo_id": BOT,
            "display_name": "Bot Phường Một",
            "can_join_groups": True,
            "asked_at": timezone.now(),
            "hook_id": HOOK,
            "secret_sha256": hashlib.sha256(SECRET.encode()).hexdigest(),
            **values,
        },
    )
    bots.set_token(made, TOKEN)
    made.save()
    return made


def event(
    text: str | None = "XONG", *, chat: str = LEADER, sender: str = LEADER, **more: Any
) -> Any:
    """Return one wrapped event as Zalo posts it."""
    kind = "GROUP" if chat.startswith("zgr-") else "PRIVATE"
    number = InboundEvent.objects.count()
    message = {
        "from": {"id": sender, "display_name": "Bác Sáu Thử", "is_bot": False},
        "chat": {"id": chat, "chat_type": kind},
        "text": text,
        "message_id": f"m{number}",
        "date": 1_750_316_131_602,
        **more,
    }
    return {"ok": True, "result": {"event_name": "message.text.received", "message": message}}


def post(body: Any, *, hook: str = HOOK, headers: dict[str, str] | None = None) -> Any:
    """Post ``body`` (bytes as they are, anything else as JSON) to the webhook."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client(enforce_csrf_checks=True, raise_request_exception=True).post(
        f"/zalo/hook/{hook}/",
        data,
        content_type="application/json",
        headers=HEADERS if headers is None else headers,
    )


def hear(text: str | None, **changes: Any) -> InboundEvent:
    """Let the bot hear ``text`` and work it through; return the event."""
    assert post(event(text, **changes)).status_code == 200
    made = InboundEvent.objects.order_by("pk").last()
    assert made is not None
    inbound.work_through()
    made.refresh_from_db()
    return made


def code_for(
    group: ResidentialGroup, bot: ZaloBot, *, kind: ZaloLink.Kind = ZaloLink.Kind.DIRECT
) -> str:
    """Return the text of a new code for the group's leader."""
    leader = Leader.objects.get(group=group)
    by = making.officer(group.ward)
    return link_codes.make(group, kind=kind, bot=bot, leader=leader, by=by, now=timezone.now())[1]


def link(group: ResidentialGroup, bot: ZaloBot, **values: Any) -> ZaloLink:
    """Return a link in force, by default the leader's own chat."""
    return ZaloLink.objects.create(
        **{
            "ward": group.ward,
            "bot": bot,
            "group": group,
            "kind": ZaloLink.Kind.DIRECT,
            "leader": Leader.objects.get(group=group),
            "chat_id": LEADER,
            "from_id": LEADER,
            "state": ZaloLink.State.ACTIVE,
            "confirmed_by": making.officer(group.ward),
            "confirmed_at": timezone.now(),
            **values,
        }
    )


def relay(group: ResidentialGroup, *, state: str = "sent", code: str = "dot") -> Delivery:
    """Return the group's relay of a new campaign that was due an hour ago."""
    due = timezone.now() - timedelta(hours=1)
    campaign = making.campaign(group.ward, code=code)
    planning.spawn_due(making.next_morning() + timedelta(minutes=5))
    occurrence = Occurrence.objects.get(campaign=campaign)
    return Delivery.objects.create(
        occurrence=occurrence,
        channel=Channel.objects.get(group=group, kind=ChannelKind.LEADER_RELAY),
        ward=group.ward,
        state=state,
        reason="Chưa rõ." if state in {"failed", "unknown"} else "",
        due_at=due,
        next_attempt_at=due,
        expires_at=due + timedelta(days=2),
        text="Bà con hỏi kỹ trước khi nhận việc.",
        content_sha256="0" * 64,
    )
