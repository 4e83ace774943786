"""How bots hear of what people write."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from broadcast.zalo.simulator.server import Simulator
from tests.broadcast.zalo.conftest import BOT, GROUP, LEADER, PLAIN_GROUP, call

SECRET = "mật khẩu dài".encode().hex()


class Hook(BaseHTTPRequestHandler):
    """Remembers (secret, body) of every post and answers 200, or 403 for a wrong secret."""

    heard: list[tuple[str | None, Any]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        secret = self.headers["X-Bot-Api-Secret-Token"]
        if body != {"event_name": "webhook.test"}:
            self.heard.append((secret, body))
        self.send_response(200 if secret == SECRET else 403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Stay silent."""


@pytest.fixture
def heard(zalo: Simulator) -> Iterator[list[tuple[str | None, Any]]]:
    handler = type("Handler", (Hook,), {"heard": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=lambda: server.serve_forever(0.02), daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}/zalo/hook/x/"
    reply = call(zalo, "setWebhook", {"url": url, "secret_token": SECRET})
    assert reply.data["result"]["verification"]["outcome"] == "webhook.ok"
    yield handler.heard
    server.shutdown()
    server.server_close()
    thread.join()


def write(
    zalo: Simulator, *, chat: str = LEADER, text: str = "XONG", reply: str = "", **manner: Any
) -> Any:
    return zalo.control.user_message(
        {"chat": chat, "user": LEADER, "text": text, "is_reply_to": reply, "manner": manner}
    )


def test_a_private_message_reaches_the_webhook(zalo: Simulator, heard: Any) -> None:
    told = write(zalo, text="XONG 4821")

    [(secret, body)] = heard
    message = body["result"].pop("message")
    assert told["posted"] == [{"bot": BOT, "statuses": [200]}]
    assert secret == SECRET
    assert body == {"ok": True, "result": {"event_name": "message.text.received"}}
    assert isinstance(message.pop("date"), int)
    assert message == {
        "from": {"id": LEADER, "display_name": "Bác Sáu Thử", "is_bot": False},
        "chat": {"id": LEADER, "chat_type": "PRIVATE"},
        "text": "XONG 4821",
        "message_id": told["message_id"],
    }


@pytest.mark.parametrize(
    ("text", "reply", "is_heard"),
    [
        ("Chào cả nhà", "", False),
        ("@Bot Phường Một KICHHOAT 7F3K9Q2M", "", True),
        ("Đúng rồi", BOT, True),
    ],
)
def test_a_group_is_heard_on_mention_or_reply(
    zalo: Simulator, heard: Any, text: str, reply: str, is_heard: bool
) -> None:
    write(zalo, chat=GROUP, text=text, reply=reply)

    chats = [body["result"]["message"]["chat"] for _secret, body in heard]
    assert chats == [{"id": GROUP, "chat_type": "GROUP"}] * is_heard


def test_a_group_without_the_bot_is_never_heard(zalo: Simulator, heard: Any) -> None:
    write(zalo, chat=PLAIN_GROUP, text="@Bot Phường Một chào")

    assert heard == []
    assert len(zalo.control.messages(PLAIN_GROUP)) == 1


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        ("photo", {"photo"}),
        ("photo_url", {"photo_url"}),
        ("both", {"photo", "photo_url"}),
    ],
)
def test_a_picture_has_one_name_or_two(
    zalo: Simulator, heard: Any, names: str, fields: set[str]
) -> None:
    zalo.control.user_message(
        {"chat": LEADER, "user": LEADER, "photo": "http://h/p.jpg", "manner": {"photo": names}}
    )

    [(_secret, body)] = heard
    assert body["result"]["event_name"] == "message.image.received"
    assert set(body["result"]["message"]) == {"from", "chat", "message_id", "date", *fields}


def test_odd_events_can_be_made(zalo: Simulator, heard: Any) -> None:
    write(zalo, shape="flat", drop=["date", "text"], event="message.poll.received", copies=2)

    assert [body["event_name"] for _secret, body in heard] == ["message.poll.received"] * 2
    assert heard[0] == heard[1]
    assert set(heard[0][1]["message"]) == {"from", "chat", "message_id"}


def test_secrets_can_be_wrong_or_missing(zalo: Simulator, heard: Any) -> None:
    wrong, none = write(zalo, secret="wrong"), write(zalo, secret="none")

    assert [told["posted"][0]["statuses"] for told in (wrong, none)] == [[403], [403]]
    assert [secret for secret, _body in heard] == [f"{SECRET}x", None]


def test_events_can_be_late_out_of_order_or_lost(zalo: Simulator, heard: Any) -> None:
    write(zalo, text="một", delay=0.2)
    write(zalo, text="hai")
    write(zalo, text="ba", is_lost=True)

    deadline = time.monotonic() + 5
    while len(heard) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [body["result"]["message"]["text"] for _secret, body in heard] == ["hai", "một"]


def test_a_failing_webhook_is_saved_all_the_same(zalo: Simulator) -> None:
    given = {"url": "http://127.0.0.1:9/hook", "secret_token": SECRET}

    reply = call(zalo, "setWebhook", given).data["result"]
    info = call(zalo, "getWebhookInfo").data["result"]
    polled = call(zalo, "getUpdates", {"timeout": "0"}).data["error_code"]
    deleted = call(zalo, "deleteWebhook").data["result"]["url"]

    assert reply["verification"]["ok"] is False
    assert reply["verification"]["outcome"] == "webhook.err.unreachable"
    assert (info["url"], polled, deleted) == (given["url"], 400, "")


def test_polling_gets_one_event_and_loses_what_came_before(zalo: Simulator) -> None:
    write(zalo, text="trước")
    replies: list[Any] = []
    poll = threading.Thread(
        target=lambda: replies.append(call(zalo, "getUpdates", {"timeout": "5"}).data)
    )

    poll.start()
    while not zalo.world.bots[BOT].pollers:
        time.sleep(0.01)
    write(zalo, text="sau")
    poll.join()

    assert [reply["result"]["message"]["text"] for reply in replies] == ["sau"]
