"""Fill the database of ``LANTOA_VAR`` with one due occurrence of many linked deliveries.

Run as ``python -m tests.kill.prepare COUNT`` in the environment of the processes under test.
"""

import os
import sys

import django

TOKENS = [f"{number}000:kill-{number}" for number in range(1, 21)]
# Zalo's free plan: fifty people a bot.
PEOPLE_PER_BOT = 50


def person(number: int) -> str:
    """Return the chat id of the number-th leader."""
    return f"{number:020x}"


def fixture(count: int) -> dict[str, list[dict[str, object]]]:
    """Return the simulator's world: a bot for every fifty leaders."""
    bots = TOKENS[: -(-count // PEOPLE_PER_BOT)]
    return {
        "bots": [
            {"token": token, "id": f"bot{n}", "name": f"Bot {n}"} for n, token in enumerate(bots)
        ],
        "users": [
            {"id": person(n), "name": f"Bác {n}", "bots": [f"bot{n // PEOPLE_PER_BOT}"]}
            for n in range(count)
        ],
        "groups": [],
    }


def main(count: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    django.setup()
    from datetime import timedelta

    from django.utils import timezone

    from broadcast import bots, ticking
    from broadcast.models import ZaloBot, ZaloLink
    from outreach.models import ResidentialGroup
    from tests import making

    ward = making.ward(groups=count)
    made = []
    for token in TOKENS[: -(-count // PEOPLE_PER_BOT)]:
        bot = ZaloBot(ward=ward, display_name=token)
        bots.set_token(bot, token)
        bot.save()
        made.append(bot)
    officer = making.officer(ward)
    groups = ResidentialGroup.objects.order_by("position")
    ZaloLink.objects.bulk_create(
        ZaloLink(
            ward=ward,
            bot=made[number // PEOPLE_PER_BOT],
            kind=ZaloLink.Kind.DIRECT,
            group=group,
            chat_id=person(number),
            state=ZaloLink.State.ACTIVE,
            confirmed_by=officer,
            confirmed_at=timezone.now(),
        )
        for number, group in enumerate(groups)
    )
    later = timezone.now() + timedelta(days=1)
    making.campaign(ward, due=later)
    from campaigns.models import CampaignItem

    now = timezone.localtime() - timedelta(minutes=2)
    CampaignItem.objects.update(on_date=now.date(), at=now.time())
    from campaigns.models import Campaign

    Campaign.objects.update(
        starts_on=now.date() - timedelta(days=1), approved_at=now - timedelta(days=1)
    )
    sys.stdout.write(f"{ticking.plan(now=timezone.now())}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
