"""The simulator keeps to the wire format, the limits and the memory of the real thing."""

from urllib.parse import quote

import pytest

from broadcast.zalo.simulator.server import Simulator
from tests.broadcast.zalo.conftest import (
    BOT,
    GROUP,
    KEY,
    LEADER,
    NEIGHBOUR,
    OTHER_BOT,
    OTHER_TOKEN,
    PLAIN_GROUP,
    TOKEN,
    PictureServer,
    ask,
    call,
)

MULTIPART = (
    '--x\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n{}\r\n'
    '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nChào\r\n--x--\r\n'
)


def error(code: int, description: str) -> dict[str, object]:
    return {"ok": False, "description": description, "error_code": code}


def test_parameters_come_four_ways(zalo: Simulator) -> None:
    url, form = f"{zalo.url}/bot{TOKEN}/sendMessage", f"chat_id={LEADER}&text={quote('Chào')}"
    kind = "application/x-www-form-urlencoded"

    ask(f"{url}?{form}")
    ask(url, form.encode(), headers={"Content-Type": kind})
    ask(url, {"chat_id": LEADER, "text": "Chào"})
    ask(url, MULTIPART.format(LEADER).encode(),
        headers={"Content-Type": "multipart/form-data; boundary=x"})  # fmt: skip

    assert [m["text"] for m in zalo.control.messages(LEADER)] == ["Chào"] * 4


@pytest.mark.parametrize(("style", "status"), [("http200", 200), ("mapped", 401)])
def test_an_error_has_two_styles(zalo: Simulator, style: str, status: int) -> None:
    zalo.control.set_faults({"style": style})

    reply = call(zalo, "getMe", token="1001:wrong")

    assert (reply.status, reply.data) == (status, error(401, "Unauthorized"))


@pytest.mark.parametrize(
    ("method", "data", "code"),
    [
        ("sendmessage", {}, 404),
        ("sendMessage", {"text": "x"}, 400),
        ("sendMessage", {"chat_id": NEIGHBOUR, "text": "x"}, 400),
        ("sendMessage", {"chat_id": PLAIN_GROUP, "text": "x"}, 400),
        ("sendMessage", {"chat_id": LEADER}, 400),
        ("sendMessage", {"chat_id": LEADER, "text": "😀" * 1_000 + "x"}, 400),
        ("sendPhoto", {"chat_id": LEADER, "photo": "/media/x.jpg"}, 400),
        ("sendPhoto", {"chat_id": LEADER, "photo": "http://h/x.jpg", "caption": ""}, 400),
        ("sendSticker", {"chat_id": LEADER}, 400),
        ("sendChatAction", {"chat_id": LEADER}, 400),
        ("setWebhook", {"url": "http://example.org/hook", "secret_token": "12345678"}, 400),
        ("setWebhook", {"url": "https://127.0.0.1:9/hook", "secret_token": "1234567"}, 400),
        ("getWebhookInfo", {}, 404),
        ("getUpdates", {"timeout": "0"}, 408),
    ],
)
def test_wrong_calls_are_refused(zalo: Simulator, method: str, data: object, code: int) -> None:
    reply = call(zalo, method, data)

    assert (reply.data["ok"], reply.data["error_code"]) == (False, code)
    assert zalo.control.messages(LEADER) == []


def test_an_action_has_no_result(zalo: Simulator) -> None:
    assert call(zalo, "sendChatAction", {"chat_id": GROUP, "action": "typing"}).data == {"ok": True}


def test_a_voice_message_to_a_group_is_answered_and_not_shown(zalo: Simulator) -> None:
    reply = call(zalo, "sendVoice", {"chat_id": GROUP, "voice_url": "http://h/v.m4a"})

    assert reply.data["ok"]
    assert zalo.control.messages(GROUP) == []


def test_the_same_message_twice_is_shown_twice(zalo: Simulator) -> None:
    for _time in range(3):
        call(zalo, "sendMessage", {"chat_id": LEADER, "text": "Chào"})
    call(zalo, "sendMessage", {"chat_id": GROUP, "text": "Chào"})
    call(zalo, "sendMessage", {"chat_id": NEIGHBOUR, "text": "Chào"}, token=OTHER_TOKEN)

    assert len(zalo.control.messages(LEADER)) == 3
    assert zalo.control.stats() == {
        "accepted": 5,
        "duplicates": 2,
        "refused": {},
        "by_bot": {
            BOT: {"accepted": 4, "duplicates": 2, "used": 4},
            OTHER_BOT: {"accepted": 1, "duplicates": 0, "used": 1},
        },
    }


def test_the_month_has_a_quota_of_its_own_per_bot(zalo: Simulator) -> None:
    zalo.control.set_quota({"bot": BOT, "used": 2_999})
    chat = {"chat_id": LEADER, "text": "Chào"}

    answers = [call(zalo, "sendMessage", chat).data["ok"] for _time in range(2)]
    other = call(zalo, "sendMessage", chat | {"chat_id": NEIGHBOUR}, token=OTHER_TOKEN)
    zalo.control.move_clock({"days": 31})
    next_month = call(zalo, "sendMessage", chat)

    assert answers == [True, False]
    assert other.data["ok"]
    assert next_month.data["ok"]


def test_a_rate_may_be_set(zalo: Simulator) -> None:
    zalo.control.set_quota({"bot": BOT, "per_second": 2})

    codes = [
        call(zalo, "sendMessage", {"chat_id": LEADER, "text": "x"}).data.get("error_code")
        for _time in range(3)
    ]

    assert codes == [None, None, 429]


def test_a_bot_joins_three_groups_and_can_be_sent_away(zalo: Simulator) -> None:
    groups = [{"id": f"zgr-{n}", "name": f"Tổ {n}", "members": [LEADER]} for n in range(3)]
    zalo.control.add_fixture({"groups": groups})

    joins = [
        ask(f"{zalo.url}/_sim/join", {"group": group["id"], "name": BOT}, headers=KEY).status
        for group in groups
    ]
    zalo.control.leave({"group": GROUP, "name": BOT})
    after = call(zalo, "sendMessage", {"chat_id": GROUP, "text": "Chào"})

    assert joins == [200, 200, 429]
    assert after.data["error_code"] == 400


def test_the_fifty_first_person_is_turned_away(zalo: Simulator) -> None:
    zalo.control.set_quota({"bot": BOT, "most_users": 2})

    zalo.control.user_message({"bot": BOT, "user": "u1", "text": "KICHHOAT 7F3K9Q2M"})

    with pytest.raises(Exception, match="User limit"):
        zalo.control.user_message({"bot": BOT, "user": "u2", "text": "KICHHOAT 7F3K9Q2N"})


def test_a_token_can_be_reset(zalo: Simulator) -> None:
    zalo.control.reset_token({"bot": BOT, "token": "1001:fresh"})

    assert call(zalo, "getMe").data["error_code"] == 401
    assert call(zalo, "getMe", token="1001:fresh").data["result"]["id"] == BOT


@pytest.mark.parametrize(
    ("path", "dark"),
    [
        ("ok.jpg", ""),
        ("once.jpg", "máy chủ ảnh trả lời 404"),
        ("gone.jpg", "máy chủ ảnh trả lời 404"),
        ("moved.jpg", "địa chỉ ảnh chuyển hướng"),
        ("page.jpg", "không phải ảnh JPEG hoặc PNG"),
    ],
)
def test_a_picture_is_fetched_twice(
    zalo: Simulator, pictures: PictureServer, path: str, dark: str
) -> None:
    reply = call(zalo, "sendPhoto", {"chat_id": LEADER, "photo": f"{pictures.url}/{path}"})

    [shown] = zalo.control.messages(LEADER)
    times = 1 if dark and path != "once.jpg" else 2
    assert reply.data["ok"]
    assert (shown["dark"], bool(shown["picture"])) == (dark, not dark)
    assert pictures.asked == [f"/{path}"] * times


def test_the_simulator_never_fetches_from_outside(zalo: Simulator) -> None:
    call(zalo, "sendPhoto", {"chat_id": LEADER, "photo": "https://8.8.8.8/x.jpg"})

    [shown] = zalo.control.messages(LEADER)
    assert shown["dark"] == "máy chủ ảnh nằm ngoài máy này"


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ({"next": 2}, [500, 500, None, None]),
        ({"every": 2}, [None, 500, None, 500]),
        ({}, [500, 500, 500, 500]),
        ({"method": "sendPhoto"}, [None] * 4),
        ({"chat": GROUP}, [None] * 4),
        ({"bot": OTHER_BOT}, [None] * 4),
        ({"bot": BOT, "chat": LEADER, "method": "sendMessage"}, [500] * 4),
    ],
)
def test_faults_strike_when_they_should(
    zalo: Simulator, rule: dict[str, object], codes: list[int | None]
) -> None:
    zalo.control.set_faults({"rules": [{"kind": "error", "code": 500, **rule}]})

    found = [
        call(zalo, "sendMessage", {"chat_id": LEADER, "text": "x"}).data.get("error_code")
        for _time in range(4)
    ]

    assert found == codes
