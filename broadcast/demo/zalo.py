"""The demo's bot and the chats of the simulator that stand for leaders and groups."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from broadcast import bot_hooks, bots
from broadcast.models import Channel, ZaloBot, ZaloLink
from broadcast.zalo import hook_words
from campaigns.models import ChannelKind
from outreach.models import ResidentialGroup, User, Ward

BOT_ID, TOKEN = "1000000000000000001", "1000000000000000001:mo-phong-khong-dung-ngoai-doi"
HOOK_ID, SECRET = "0" * 31 + "1", "mo-phong-khong-dung-ngoai-doi"
FIXTURE = "zalo_simulator_fixture.json"
# Zalo's free plan: a bot may join three groups.
GROUPS_WITH_BOT = 3
LEADERS_WITH_BOT = 8


def link(ward: Ward, *, by: User) -> dict[str, Any]:
    """Give the ward a bot, link some groups and leaders, and return the simulator's fixture."""
    bot = _bot(ward)
    groups = list(ResidentialGroup.objects.filter(ward=ward).order_by("position"))
    fixture: dict[str, Any] = {
        "bots": [
            {"token": TOKEN, "id": BOT_ID, "name": bot.display_name}
            | {"webhook": bot_hooks.address(bot), "secret": SECRET}
        ],
        "users": [{"id": _person(0), "name": "Cán bộ gửi thử", "bots": [BOT_ID]}],
        "groups": [],
    }
    for number, group in enumerate(groups, start=1):
        leader = group.leaders.filter(is_deputy=False).first()
        has_direct = number <= LEADERS_WITH_BOT
        person = {
            "id": _person(number),
            "name": leader.name if leader else group.name,
            "bots": [BOT_ID] if has_direct else [],
        }
        fixture["users"].append(person)
        has_group = number <= GROUPS_WITH_BOT
        fixture["groups"].append(
            {
                "id": _chat(number),
                "name": f"Nhóm {group.name}",
                "members": [person["id"]],
                "bots": [BOT_ID] if has_group else [],
            }
        )
        if has_direct:
            _link(bot, group, ZaloLink.Kind.DIRECT, person["id"], by, leader=leader)
        if has_group:
            _link(bot, group, ZaloLink.Kind.GROUP, _chat(number), by)
            Channel.objects.create(ward=ward, group=group, kind=ChannelKind.ZALO_GROUP)
    return fixture


def _bot(ward: Ward) -> ZaloBot:
    """Return a bot that hears what is written in the simulator."""
    bot = ZaloBot(
        ward=ward,
        zalo_id=BOT_ID,
        display_name=f"Bot {ward}",
        account_label="tài khoản minh hoạ",
        test_chat_id=_person(0),
        # The simulator knows no rate, and a newcomer need not wait.
        per_second=10,
        can_join_groups=True,
        asked_at=timezone.now(),
        hook_id=HOOK_ID,
        hook_outcome=hook_words.GOOD,
        secret_sha256=hashlib.sha256(SECRET.encode()).hexdigest(),
    )
    bots.set_token(bot, TOKEN)
    bot.save()
    return bot


def write(fixture: dict[str, Any]) -> None:
    """Put the fixture where the simulator looks for it."""
    text = json.dumps(fixture, ensure_ascii=False, indent=1)
    (Path(settings.VAR) / FIXTURE).write_text(text, encoding="utf-8")


def _person(number: int) -> str:
    return f"{number:020x}"


def _chat(number: int) -> str:
    return f"zgr-{number:020x}"


def _link(
    bot: ZaloBot, group: ResidentialGroup, kind: ZaloLink.Kind, chat: str, by: User, **more: Any
) -> None:
    ZaloLink.objects.create(
        ward=bot.ward,
        bot=bot,
        group=group,
        kind=kind,
        chat_id=chat,
        state=ZaloLink.State.ACTIVE,
        confirmed_by=by,
        confirmed_at=timezone.now(),
        **more,
    )
