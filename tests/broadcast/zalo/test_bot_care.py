"""A bot's token, its identity, its address at Zalo, and when it may write."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from broadcast import bot_care, bot_hooks, bots, hook_secrets, replying
from broadcast.models import ZaloBot
from broadcast.zalo import client, hook_words
from broadcast.zalo.simulator.server import Simulator
from outreach.models import Ward
from tests import making
from tests.broadcast.zalo import hearing
from tests.broadcast.zalo.conftest import BOT, LEADER, OTHER_TOKEN, TOKEN

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def ward() -> Ward:
    return making.ward()


@pytest.fixture(autouse=True)
def served(zalo: Simulator, settings: Any) -> Simulator:
    settings.ZALO_BOT_BASE_URL = zalo.url
    # Zalo calls only public addresses; its simulator this machine as well. Nobody listens there.
    settings.SITE_URL = "http://127.0.0.1:9"
    return zalo


@pytest.fixture
def asked(zalo: Simulator, monkeypatch: Any) -> list[str]:
    """Return the methods that Zalo is called with, as they come."""
    methods: list[str] = []
    whole = zalo.faults.pick

    def pick(*, method: str, chat: str, bot: str) -> Any:
        methods.append(method)
        return whole(method=method, chat=chat, bot=bot)

    monkeypatch.setattr(zalo.faults, "pick", pick)
    return methods


def fault(zalo: Simulator, **rule: Any) -> None:
    zalo.control.set_faults({"clear": True, "rules": [{"method": "getMe", **rule}]})


def test_zalo_is_asked_once_in_ten_minutes(ward: Ward, asked: list[str]) -> None:
    bot = hearing.bot_of(ward, asked_at=None)

    answers = [bot_care.check(bot, now=NOW + timedelta(minutes=n)) for n in (0, 1, 9, 10, 11)]

    assert (answers, asked) == ([True] * 5, ["getMe"] * 2)


def test_the_first_answer_is_remembered(ward: Ward) -> None:
    bot = hearing.bot_of(ward, asked_at=None, zalo_id="", can_join_groups=False, display_name="?")

    bot_care.check(bot, now=NOW)

    assert (bot.zalo_id, bot.display_name, bot.can_join_groups) == (BOT, "Bot Phường Một", True)
    assert bot.asked_at == NOW


@pytest.mark.parametrize("odd", ["a\0b", "\ud800", "9" * 41, None, []])
def test_an_identity_that_no_column_holds_pauses_the_bot(
    ward: Ward, monkeypatch: Any, odd: Any
) -> None:
    bot = hearing.bot_of(ward, asked_at=None)
    monkeypatch.setattr(client, "get_me", lambda **_options: {"id": odd})

    assert not bot_care.check(bot, now=NOW)
    assert bot.state == ZaloBot.State.PAUSED


def test_of_a_name_only_what_can_be_shown_is_kept(ward: Ward, monkeypatch: Any) -> None:
    bot = hearing.bot_of(ward, asked_at=None)
    told = {"id": BOT, "display_name": "Bot\0 phường\ud800" + 200 * "g"}
    monkeypatch.setattr(client, "get_me", lambda **_options: told)

    assert bot_care.check(bot, now=NOW)
    assert bot.display_name == ("Bot phường" + 200 * "g")[:120]


def test_another_bots_answer_stops_the_bot_until_a_person_acts(ward: Ward) -> None:
    bot = hearing.bot_of(ward, asked_at=None, zalo_id="khac")

    assert not bot_care.check(bot, now=NOW)
    assert (bot.state, bot.problem) == ("dung", bot_care.ANOTHER)
    assert not bot_care.check(bot, now=NOW + timedelta(days=1))


def test_a_refused_token_stops_only_its_own_bot(ward: Ward, zalo: Simulator) -> None:
    bot = hearing.bot_of(ward, asked_at=None)
    other = hearing.bot_of(
        making.ward("05533", "Bá Xuyên"), asked_at=None, zalo_id="", hook_id="c" * 32
    )
    bots.set_token(other, OTHER_TOKEN)
    other.save()
    zalo.control.reset_token({"bot": BOT, "token": "9:moi"})

    answers = [bot_care.check(row, now=NOW) for row in (bot, other)]

    assert answers == [False, True]
    assert (bot.state, "cập nhật mã truy cập" in bot.problem) == ("dung", True)


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "error", "code": 500},
        {"kind": "error", "code": 429},
        {"kind": "close"},
        {"kind": "html"},
    ],
)
def test_trouble_pauses_the_bot_and_each_time_for_longer(
    ward: Ward, zalo: Simulator, rule: dict[str, Any]
) -> None:
    bot = hearing.bot_of(ward, asked_at=None)
    fault(zalo, **rule)
    now, waits = NOW, []

    for _again in range(8):
        assert not bot_care.check(bot, now=now)
        assert bot.state == "tam_dung"
        assert bot.paused_until is not None
        waits.append(int((bot.paused_until - now).total_seconds()))
        now = bot.paused_until

    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert bot.problem


def test_nobody_listening_pauses_too(ward: Ward, settings: Any) -> None:
    settings.ZALO_BOT_BASE_URL = "http://127.0.0.1:9"
    bot = hearing.bot_of(ward, asked_at=None)

    assert not bot_care.check(bot, now=NOW)
    assert (bot.state, bot.problem[:20]) == ("tam_dung", "Chưa kết nối được tớ")


def test_a_pause_ends_only_with_a_good_answer(
    ward: Ward, zalo: Simulator, asked: list[str]
) -> None:
    until = NOW + timedelta(minutes=5)
    bot = hearing.bot_of(ward, state="tam_dung", paused_until=until, pause_seconds=300)
    early = bot_care.check(bot, now=until - timedelta(seconds=1))
    silent = list(asked)
    fault(zalo, kind="error", code=500)
    bad = bot_care.check(bot, now=until)
    fault(zalo, kind="latency", next=1)

    good = bot_care.check(bot, now=bot.paused_until or NOW)

    assert (early, silent, bad, good) == (False, [], False, True)
    assert (bot.state, bot.problem, bot.pause_seconds) == ("dang_dung", "", 600)


def test_a_bot_that_was_stopped_by_hand_stays_so(ward: Ward, asked: list[str]) -> None:
    bot = hearing.bot_of(ward)
    bot_care.stop(bot, by=making.officer(ward))

    assert not bot_care.check(bot, now=NOW + timedelta(days=3))
    assert (asked, replying.reply(bot, LEADER, "x")) == ([], None)
    assert bot_care.ask(bot, now=NOW)
    assert bot.state == "dang_dung"


def test_a_token_that_can_no_longer_be_read_stops_the_bot(ward: Ward) -> None:
    bot = hearing.bot_of(ward, asked_at=None)
    ZaloBot.objects.update(token_encrypted=b"khac khoa")

    assert not bot_care.check(bot, now=NOW)
    assert (bot.state, bot.problem) == ("dung", bot_care.UNREADABLE)


def save_token(ward: Ward, token: str, *, bot: ZaloBot | None = None) -> Any:
    client = Client()
    client.force_login(making.officer(ward))
    name = "wagtailsnippets_broadcast_zalobot"
    url = reverse(f"{name}:edit", args=[bot.pk]) if bot else reverse(f"{name}:add")
    return client.post(url, {"token": token})


def test_a_new_token_of_the_same_bot_is_swapped_and_the_links_stay(ward: Ward) -> None:
    bot = hearing.bot_of(ward, state="dung", problem="Mã hỏng.", error_count=2, can_join_groups=0)
    link = hearing.link(ward.groups.all()[0], bot)
    bots.set_token(bot, "5:cu")
    bot.save()

    answer = save_token(ward, TOKEN, bot=bot)

    bot.refresh_from_db()
    link.refresh_from_db()
    assert (answer.status_code, bots.token_of(bot)) == (302, TOKEN)
    assert (bot.state, bot.problem, bot.error_count) == ("dang_dung", "", 0)
    assert (bot.can_join_groups, link.state) == (True, "dang_dung")


@pytest.mark.parametrize(
    ("token", "words"),
    [
        (OTHER_TOKEN, "của một bot khác"),
        ("1:sai", "không chấp nhận mã truy cập"),
        ("sai", "Chép nguyên mã"),
        ("1:" + "a" * 20 + "/../getMe", "Chép nguyên mã"),
    ],
)
def test_a_token_that_is_not_this_bots_is_refused(ward: Ward, token: str, words: str) -> None:
    bot = hearing.bot_of(ward)

    answer = save_token(ward, token, bot=bot)

    bot.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, words in page, token in page) == (200, True, False)
    assert bots.token_of(bot) == TOKEN


def test_a_bot_is_in_the_house_once(ward: Ward) -> None:
    hearing.bot_of(making.ward("05533", "Bá Xuyên"))

    answer = save_token(ward, TOKEN)

    assert "Bot này đã có trong hệ thống." in answer.content.decode()
    assert ZaloBot.objects.filter(ward=ward).count() == 0


def test_without_zalo_no_token_is_saved(ward: Ward, settings: Any) -> None:
    settings.ZALO_BOT_BASE_URL = "http://127.0.0.1:9"

    answer = save_token(ward, TOKEN)

    assert "Mã chưa được lưu." in answer.content.decode()
    assert ZaloBot.objects.count() == 0


def test_a_new_secret_is_in_force_and_the_old_one_for_ten_minutes(
    ward: Ward, zalo: Simulator
) -> None:
    bot = hearing.bot_of(ward)

    bot_hooks.open_hook(bot.pk)

    bot.refresh_from_db()
    told = zalo.world.bots[BOT].webhook_secret
    assert hashlib.sha256(told.encode()).hexdigest() == bot.secret_sha256
    assert len(told) >= 43
    assert bot.old_secret_sha256 == hashlib.sha256(hearing.SECRET.encode()).hexdigest()
    assert bot.old_secret_until is not None
    assert 500 < (bot.old_secret_until - timezone.now()).total_seconds() <= 600
    assert [hook_secrets.knows(bot, given) for given in (told, hearing.SECRET, "")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("rule", "outcome", "known"),
    [
        ({"kind": "error", "code": 400}, hook_words.NOT_ASKED, "old"),
        ({"kind": "error", "code": 401}, hook_words.NOT_ASKED, "old"),
        ({"kind": "accept_close"}, hook_words.UNCLEAR, "both"),
        ({"kind": "accept_html"}, hook_words.UNCLEAR, "both"),
    ],
)
def test_a_failed_change_of_the_secret_leaves_the_bot_hearing(
    ward: Ward, zalo: Simulator, rule: dict[str, Any], outcome: str, known: str
) -> None:
    bot = hearing.bot_of(ward)
    zalo.control.set_faults({"rules": [{"method": "setWebhook", **rule}]})

    found = bot_hooks.open_hook(bot.pk)

    bot.refresh_from_db()
    told = zalo.world.bots[BOT].webhook_secret
    assert (found, bot.hook_outcome) == (outcome, outcome)
    assert hook_secrets.knows(bot, hearing.SECRET)
    assert hook_secrets.knows(bot, told) == (known == "both")
    later = bot.old_secret_until
    assert later is None or later > timezone.now() + timedelta(days=1)


def test_an_address_that_zalo_cannot_reach_is_said_in_vietnamese(ward: Ward) -> None:
    bot = hearing.bot_of(ward)

    found = bot_hooks.open_hook(bot.pk)

    assert found == "webhook.err.unreachable"
    assert hook_words.words(found).startswith("Zalo không gọi được máy chủ này.")
    bot.refresh_from_db()
    assert bot_hooks.look(bot) == found


def test_a_webhook_that_points_elsewhere_is_noticed(ward: Ward, zalo: Simulator) -> None:
    bot = hearing.bot_of(ward)
    nothing = bot_hooks.look(bot)
    zalo.world.bots[BOT].webhook_url = "https://noi-khac.example/"

    elsewhere = bot_hooks.look(bot)

    assert (nothing, elsewhere) == (hook_words.NONE, hook_words.ELSEWHERE)


def test_every_outcome_has_its_words() -> None:
    assert hook_words.words("") == "Chưa đặt địa chỉ nhận tin."
    assert hook_words.words("webhook.moi") == hook_words.WORDS[hook_words.UNCLEAR]
    assert len(set(hook_words.WORDS.values())) == len(hook_words.WORDS)


def test_no_token_and_no_secret_is_logged(
    ward: Ward, zalo: Simulator, caplog: Any, settings: Any
) -> None:
    bot = hearing.bot_of(ward, asked_at=None)
    with caplog.at_level("DEBUG"):
        bot_hooks.open_hook(bot.pk)
        secret = zalo.world.bots[BOT].webhook_secret
        bot_hooks.look(bot)
        fault(zalo, kind="close")
        bot_care.ask(bot, now=NOW)
        settings.ZALO_BOT_BASE_URL = "http://127.0.0.1:9"
        bot_care.ask(bot, now=NOW)
        bot_hooks.open_hook(bot.pk)

    assert caplog.text
    for hidden in (TOKEN, TOKEN.split(":")[1], secret):
        assert hidden not in caplog.text
