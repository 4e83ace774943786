"""The real library against every fault, in both error styles, for text and photo."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.carriers.port import (
    BotEffect,
    NotSent,
    Outgoing,
    Receipt,
    Refused,
    SendError,
    Unknown,
)
from broadcast.zalo import client
from broadcast.zalo.simulator.server import Simulator
from broadcast.zalo.wire import Timeouts
from tests.broadcast.zalo.conftest import BOT, GROUP, LEADER, OTHER_TOKEN, TOKEN, PictureServer

NOBODY = "http://127.0.0.1:9"
QUICK = Timeouts(connect=0.5, text=0.25, photo=0.4, lookup=0.25)
STYLES, KINDS = ("http200", "mapped"), ("text", "photo")

# kind of fault, its options, class, machine code, effect on the bot, whether Zalo kept the message
FAULTS: list[tuple[str, dict[str, Any], type, str, BotEffect, bool]] = [
    ("error", {"code": 400}, Refused, "400", BotEffect.NONE, False),
    ("error", {"code": 401}, NotSent, "401", BotEffect.STOP, False),
    ("error", {"code": 403}, Unknown, "403", BotEffect.BREAKER, False),
    ("error", {"code": 404}, Refused, "404", BotEffect.NONE, False),
    ("error", {"code": 408}, Unknown, "408", BotEffect.BREAKER, False),
    ("error", {"code": 426}, Unknown, "426", BotEffect.BREAKER, False),
    ("error", {"code": 429}, NotSent, "429", BotEffect.PAUSE, False),
    ("error", {"code": 500}, Unknown, "500", BotEffect.BREAKER, False),
    ("error", {"code": 503}, Unknown, "503", BotEffect.BREAKER, False),
    ("accept_error", {"code": 504}, Unknown, "504", BotEffect.BREAKER, True),
    ("html", {"status": 200}, Unknown, "not_an_envelope", BotEffect.BREAKER, False),
    ("html", {"status": 401}, NotSent, "401", BotEffect.STOP, False),
    ("html", {"status": 404}, Unknown, "not_an_envelope", BotEffect.BREAKER, False),
    ("html", {"status": 429}, NotSent, "429", BotEffect.PAUSE, False),
    ("html", {"status": 502}, Unknown, "not_an_envelope", BotEffect.BREAKER, False),
    ("accept_html", {"status": 504}, Unknown, "not_an_envelope", BotEffect.BREAKER, True),
    ("redirect", {}, Unknown, "not_an_envelope", BotEffect.BREAKER, False),
    ("invalid_json", {}, Unknown, "not_an_envelope", BotEffect.BREAKER, False),
    ("other_json", {}, Unknown, "not_an_envelope", BotEffect.BREAKER, False),
    ("empty", {}, Unknown, "not_an_envelope", BotEffect.BREAKER, False),
    ("no_message_id", {}, Unknown, "no_message_id", BotEffect.BREAKER, True),
    ("odd_message_id", {}, Unknown, "no_message_id", BotEffect.BREAKER, True),
    ("close", {}, Unknown, "no_answer", BotEffect.BREAKER, False),
    ("truncated", {}, Unknown, "no_answer", BotEffect.BREAKER, True),
    ("accept_close", {}, Unknown, "no_answer", BotEffect.BREAKER, True),
    ("accept_late", {"seconds": 3}, Unknown, "no_answer", BotEffect.BREAKER, True),
]


def message(kind: str, pictures: PictureServer, *, chat: str = LEADER, key: int = 1) -> Outgoing:
    return Outgoing(
        key, chat, "Kính gửi bà con", f"{pictures.url}/ok.jpg" if kind == "photo" else ""
    )


def deliver(zalo: Simulator, *messages: Outgoing, **options: Any) -> list[Receipt | SendError]:
    return client.deliver(
        messages, **{"token": TOKEN, "base_url": zalo.url, "timeouts": QUICK} | options
    )


def accepted(zalo: Simulator) -> int:
    count: int = zalo.control.stats()["accepted"]
    return count


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[0]}-{fault[3]}")
def test_a_fault_gives_the_class_of_the_specification(
    zalo: Simulator, pictures: PictureServer, fault: Any, style: str, kind: str
) -> None:
    name, options, expected, code, effect, is_kept = fault
    zalo.control.set_faults({"style": style, "rules": [{"kind": name, "next": 1, **options}]})

    [outcome] = deliver(zalo, message(kind, pictures))

    assert isinstance(outcome, SendError)
    assert (type(outcome), outcome.code, outcome.bot_effect) == (expected, code, effect)
    assert outcome.reason
    assert accepted(zalo) == int(is_kept)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("fault", ["", "no_date", "latency"])
def test_a_message_id_is_a_receipt(
    zalo: Simulator, pictures: PictureServer, fault: str, style: str, kind: str
) -> None:
    rules = [{"kind": fault, "seconds": 0.05}] if fault else []
    zalo.control.set_faults({"style": style, "rules": rules})

    [receipt] = deliver(zalo, message(kind, pictures))

    [shown] = zalo.control.messages(LEADER)
    assert isinstance(receipt, Receipt)
    assert (receipt.message_id, receipt.via) == (shown["id"], "zalo")
    assert (shown["text"], bool(shown["picture"])) == ("Kính gửi bà con", kind == "photo")
    assert (receipt.sent_at is None) == (fault == "no_date")
    if receipt.sent_at:
        assert datetime.now(UTC) - receipt.sent_at < timedelta(minutes=1)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", KINDS)
def test_real_refusals_of_the_simulator(
    zalo: Simulator, pictures: PictureServer, kind: str, style: str
) -> None:
    zalo.control.set_faults({"style": style})
    unknown_chat = deliver(zalo, message(kind, pictures, chat="zgr-nobody"))
    dead_token = deliver(zalo, message(kind, pictures), token="1001:another")
    zalo.control.set_quota({"bot": BOT, "used": 3_000})
    over_quota = deliver(zalo, message(kind, pictures))

    assert [repr(found) for found in (*unknown_chat, *dead_token, *over_quota)] == [
        "Refused(code='400', bot_effect=NONE)",
        "NotSent(code='401', bot_effect=STOP)",
        "NotSent(code='429', bot_effect=PAUSE)",
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("base_url", [NOBODY, "http://khong-co.invalid", "ftp://127.0.0.1", ""])
def test_what_never_left_is_not_sent(
    zalo: Simulator, pictures: PictureServer, base_url: str, kind: str
) -> None:
    [outcome] = deliver(zalo, message(kind, pictures), base_url=base_url)

    assert repr(outcome) == "NotSent(code='not_left', bot_effect=NONE)"


def test_tls_that_fails_is_not_sent(zalo: Simulator, pictures: PictureServer) -> None:
    secure = zalo.url.replace("http:", "https:")

    [outcome] = deliver(zalo, message("text", pictures), base_url=secure)

    assert repr(outcome) == "NotSent(code='not_left', bot_effect=NONE)"


def test_what_cannot_be_sent_is_refused_without_a_call(zalo: Simulator) -> None:
    fits, too_long = "😀" * 1_000, "😀" * 1_000 + "x"

    outcomes = deliver(
        zalo,
        Outgoing(1, "", "Nội dung", ""),
        Outgoing(2, LEADER, "", ""),
        Outgoing(3, LEADER, too_long, ""),
        Outgoing(4, LEADER, fits, ""),
    )

    assert [type(outcome) for outcome in outcomes] == [Refused, Refused, Refused, Receipt]
    assert zalo.control.stats()["refused"] == {}


def test_a_bad_token_makes_no_call(zalo: Simulator) -> None:
    outcomes = [
        repr(outcome)
        for token in ("", "no-colon", "1001:a/../x", "1001:a b")
        for outcome in deliver(zalo, Outgoing(1, LEADER, "Nội dung", ""), token=token)
    ]

    assert outcomes == ["NotSent(code='no_token', bot_effect=STOP)"] * 4
    assert zalo.control.stats()["refused"] == {}


def test_results_come_in_order_and_one_fault_spoils_one_message(zalo: Simulator) -> None:
    zalo.control.set_faults({"rules": [{"kind": "accept_close", "chat": GROUP, "next": 1}]})
    chats = [LEADER, GROUP, LEADER, "zgr-nobody", LEADER]

    outcomes = deliver(
        zalo,
        *(Outgoing(n, chat, f"Tin {n}", "") for n, chat in enumerate(chats)),
        in_flight=3,
    )

    assert [type(o) for o in outcomes] == [Receipt, Unknown, Receipt, Refused, Receipt]
    ids = {shown["text"]: shown["id"] for shown in zalo.control.messages(LEADER)}
    sent = [outcomes[n].message_id for n in (0, 2, 4) if isinstance(outcomes[n], Receipt)]
    assert sent == [ids["Tin 0"], ids["Tin 2"], ids["Tin 4"]]


def test_nothing_is_tried_again(zalo: Simulator) -> None:
    rules = [{"kind": "accept_close", "every": 3}, {"kind": "no_message_id", "every": 4}]
    zalo.control.set_faults({"rules": rules})

    outcomes = deliver(zalo, *(Outgoing(n, LEADER, f"Tin {n}", "") for n in range(36)))

    stats = zalo.control.stats()
    assert (stats["accepted"], stats["duplicates"]) == (36, 0)
    assert [type(o) for o in outcomes].count(Unknown) == 12 + 9 - 3
    assert [type(o) for o in outcomes].count(Receipt) == 18


def test_it_works_where_a_loop_is_already_running(zalo: Simulator) -> None:
    async def inside() -> list[Receipt | SendError]:
        return deliver(zalo, Outgoing(1, LEADER, "Chào", ""))

    assert [type(outcome) for outcome in asyncio.run(inside())] == [Receipt]


def test_a_photo_without_text_has_no_caption(zalo: Simulator, pictures: PictureServer) -> None:
    [receipt] = deliver(zalo, Outgoing(1, LEADER, "", f"{pictures.url}/ok.jpg"))

    [shown] = zalo.control.messages(LEADER)
    assert isinstance(receipt, Receipt)
    assert (shown["text"], shown["photo"]) == ("", f"{pictures.url}/ok.jpg")


@given(st.text(min_size=1), st.text(min_size=1), st.none() | st.text(min_size=1))
def test_a_recipe_posts_what_the_library_would(chat: str, url: str, text: str | None) -> None:
    """Each method is run once, with placeholders; real arguments must change nothing but values."""
    for method, arguments in (("send_message", (chat, url)), ("send_photo", (chat, text, url))):
        bot = client._strict_bot()(TOKEN, NOBODY, client._strict_request()())
        work = getattr(bot, method)(*arguments)
        asked = work.send(None)
        work.close()

        recipe = client._recipe(TOKEN, method, len(arguments), base_url=NOBODY)

        assert (recipe.url, recipe.form(arguments)) == (asked.url, asked.form)


def test_get_me_says_who_the_bot_is(zalo: Simulator) -> None:
    found = client.get_me(token=TOKEN, base_url=zalo.url, timeouts=QUICK)

    assert (found["id"], found["display_name"], found["can_join_groups"]) == (
        BOT, "Bot Phường Một", True,
    )  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_get_me_with_a_dead_token_stops_the_bot(zalo: Simulator, style: str) -> None:
    zalo.control.set_faults({"style": style})

    with pytest.raises(NotSent) as caught:
        client.get_me(token="1001:another", base_url=zalo.url, timeouts=QUICK)

    assert (caught.value.code, caught.value.bot_effect) == ("401", BotEffect.STOP)


@pytest.mark.parametrize("base_url", [None, NOBODY])
def test_no_token_in_logs_or_errors(
    zalo: Simulator,
    pictures: PictureServer,
    caplog: pytest.LogCaptureFixture,
    base_url: str | None,
) -> None:
    for name in (None, "httpx", "zalo_bot"):
        caplog.set_level(logging.DEBUG, logger=name)
    rules = [{"kind": f[0], "next": 1, **f[1]} for f in FAULTS if f[0] != "accept_late"]
    outcomes: list[Any] = []

    for rule in [*rules, {"kind": "latency"}]:
        zalo.control.set_faults({"clear": True, "rules": [rule]})
        for token in (TOKEN, OTHER_TOKEN):
            sent = deliver(
                zalo, message("text", pictures), base_url=base_url or zalo.url, token=token
            )
            outcomes += [(o, vars(o) if isinstance(o, SendError) else "") for o in sent]

    logged = "\n".join(f"{record.getMessage()} {record.exc_text}" for record in caplog.records)
    assert "tR4k-secret" not in logged + caplog.text + repr(outcomes)
