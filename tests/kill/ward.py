"""The ward of every run: groups, leaders and their chats, and two occurrences that are due."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

GROUPS = 110
# Groups whose leader has no bot: the page alone carries theirs.
UNLINKED = 5
# Groups with a Zalo group that the bot may write into; the others fall back to their leader.
WITH_GROUP_CHAT = 90
GROUPS_PER_BOT = 22
TOKENS = [f"{number}000:kill-{number}" for number in range(1, GROUPS // GROUPS_PER_BOT + 1)]


def person(number: int) -> str:
    """Return the chat id of the number-th leader."""
    return f"{number:020x}"


def group(number: int) -> str:
    """Return the chat id of the number-th Zalo group."""
    return f"zgr-{number:020x}"


def fixture() -> dict[str, list[dict[str, Any]]]:
    """Return the simulator's world."""
    return {
        "bots": [
            {"token": token, "id": f"bot{n}", "name": f"Bot {n}"} for n, token in enumerate(TOKENS)
        ],
        "users": [
            {"id": person(n), "name": f"Bác {n}", "bots": [f"bot{n // GROUPS_PER_BOT}"]}
            for n in range(GROUPS)
        ],
        "groups": [
            {"id": group(n), "name": f"Tổ {n}", "bots": [f"bot{n // GROUPS_PER_BOT}"]}
            for n in range(WITH_GROUP_CHAT)
        ],
    }


def prepare(path: Path) -> None:
    """Fill a migrated database, and write to ``path`` what a run must know; needs Django."""
    from django.utils import timezone

    from broadcast import ticking
    from broadcast.models import Channel
    from campaigns.models import ChannelKind
    from outreach.models import ResidentialGroup
    from tests import making

    made = making.ward(groups=GROUPS)
    groups = ResidentialGroup.objects.filter(ward=made)
    Channel.objects.bulk_create(
        Channel(ward=made, group=of, kind=ChannelKind.ZALO_GROUP) for of in groups
    )
    _link(made)
    for code, kind in (("rieng", ChannelKind.LEADER_RELAY), ("nhom", ChannelKind.ZALO_GROUP)):
        about = making.material(made, title=f"Hỏi kỹ {code}")
        making.campaign(made, kind=kind, due=making.next_morning(), of_material=about, code=code)
    _make_due()
    ticking.plan(now=timezone.now())
    path.write_text(json.dumps(_world(made)), encoding="utf-8")


def _link(made: Any) -> None:
    from django.utils import timezone

    from broadcast import bots
    from broadcast.models import ZaloBot, ZaloLink
    from outreach.models import ResidentialGroup
    from tests import making

    carriers = []
    for token in TOKENS:
        bot = ZaloBot(ward=made, display_name=token)
        bots.set_token(bot, token)
        bot.save()
        carriers.append(bot)
    officer, kinds = making.officer(made), ZaloLink.Kind
    for number, of in enumerate(ResidentialGroup.objects.order_by("position")):
        chats = {} if number >= GROUPS - UNLINKED else {kinds.DIRECT: person(number)}
        chats |= {kinds.GROUP: group(number)} if number < WITH_GROUP_CHAT else {}
        ZaloLink.objects.bulk_create(
            ZaloLink(
                ward=made,
                bot=carriers[number // GROUPS_PER_BOT],
                kind=kind,
                group=of,
                chat_id=chat,
                state=ZaloLink.State.ACTIVE,
                confirmed_by=officer,
                confirmed_at=timezone.now(),
            )
            for kind, chat in chats.items()
        )


def _make_due() -> None:
    """Move what is due tomorrow to a moment ago, approved in time."""
    from django.utils import timezone

    from campaigns.models import Campaign, CampaignItem

    moment = timezone.localtime() - timedelta(minutes=2)
    CampaignItem.objects.update(on_date=moment.date(), at=moment.time())
    Campaign.objects.update(
        starts_on=moment.date() - timedelta(days=1), approved_at=moment - timedelta(days=1)
    )


def _world(made: Any) -> dict[str, Any]:
    """Return the rows that must never vanish, and the keys with which people come in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from broadcast.models import Delivery
    from outreach import leader_links
    from outreach.models import Leader
    from tests import making

    officer = making.officer(made)
    session = SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    session.create()
    return {
        "rows": sorted(Delivery.objects.values_list("pk", flat=True)),
        "session": session.session_key,
        "leaders": {leader.group_id: leader_links.token(leader) for leader in Leader.objects.all()},
    }
