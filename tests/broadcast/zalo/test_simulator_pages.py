"""What a person sees and may do on the simulator's pages, and who may steer it."""

import re
from pathlib import Path

import pytest

from broadcast.zalo.simulator import fixture, saving
from broadcast.zalo.simulator.server import Simulator
from broadcast.zalo.simulator.world import World
from tests.broadcast.zalo.conftest import (
    BOT,
    GROUP,
    JPEG,
    KEY,
    LEADER,
    NEIGHBOUR,
    OTHER_TOKEN,
    PLAIN_GROUP,
    START,
    TOKEN,
    PictureServer,
    ask,
    call,
)

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_the_overview_names_bots_quota_and_chats(zalo: Simulator) -> None:
    zalo.control.set_quota({"bot": BOT, "used": 1_234})

    html = ask(f"{zalo.url}/").text

    assert "<strong>1.234</strong> / 3.000 tin" in html
    for name in ("Bot Phường Một", "Bot Phường Hai", "Bác Sáu Thử", "Anh Bảy Thử", "Tổ 5", "Tổ 6"):
        assert name in html


def test_the_overview_can_be_searched(zalo: Simulator) -> None:
    html = ask(f"{zalo.url}/_sim/?q=s%C3%A1u").text

    assert html.count('class="entry"') == 1
    assert "Bác Sáu Thử" in html


def test_a_chat_shows_picture_text_link_and_sender(
    zalo: Simulator, pictures: PictureServer
) -> None:
    caption = "Kính gửi <bà con>\nXem http://localhost:8000/z/7F3K9Q."
    call(zalo, "sendPhoto",
         {"chat_id": LEADER, "photo": f"{pictures.url}/ok.jpg", "caption": caption})  # fmt: skip

    html = ask(f"{zalo.url}/_sim/chat/{LEADER}").text

    source = re.search(r'<img class="picture" src="([^"]+)"', html)
    assert source
    assert ask(f"{zalo.url}{source.group(1)}").text == JPEG.decode(errors="replace")
    assert "Kính gửi &lt;bà con&gt;" in html
    assert 'href="http://localhost:8000/z/7F3K9Q"' in html
    assert 'Bot Phường Một <span class="tag">Tự động</span>' in html


def test_a_black_picture_is_marked(zalo: Simulator, pictures: PictureServer) -> None:
    call(zalo, "sendPhoto", {"chat_id": LEADER, "photo": f"{pictures.url}/gone.jpg"})

    html = ask(f"{zalo.url}/_sim/chat/{LEADER}").text

    assert "Ảnh đen" in html
    assert "<img" not in html


def test_forwarding_copies_picture_and_text(zalo: Simulator, pictures: PictureServer) -> None:
    photo = f"{pictures.url}/ok.jpg"
    call(zalo, "sendPhoto", {"chat_id": LEADER, "photo": photo, "caption": "Kính gửi"})
    [original] = zalo.control.messages(LEADER)
    form = f"message={original['id']}&to={PLAIN_GROUP}".encode()

    ask(f"{zalo.url}/_sim/chat/{LEADER}/forward", form, headers=FORM)

    [copy] = zalo.control.messages(PLAIN_GROUP)
    assert (copy["text"], copy["picture"]) == ("Kính gửi", original["picture"])
    assert (copy["sender"], copy["is_bot"], copy["is_forwarded"]) == (LEADER, False, True)
    assert zalo.control.stats()["accepted"] == 1


def test_a_member_writes_and_a_stranger_cannot(zalo: Simulator) -> None:
    url = f"{zalo.url}/_sim/chat/{PLAIN_GROUP}/write"

    member = ask(url, f"user={LEADER}&text=Xong+roi".encode(), headers=FORM)
    stranger = ask(url, f"user={NEIGHBOUR}&text=Xin+chao".encode(), headers=FORM)

    assert (member.status, stranger.status) == (200, 400)
    assert [m["text"] for m in zalo.control.messages(PLAIN_GROUP)] == ["Xong roi"]


@pytest.mark.parametrize("path", ["nothing", "_sim/chat/nobody", "_sim/static/x.css"])
def test_a_wrong_address_is_answered_in_vietnamese(zalo: Simulator, path: str) -> None:
    reply = ask(f"{zalo.url}/{path}")

    assert reply.status == 404
    assert "<h1>Không có trang hoặc đoạn chat này.</h1>" in reply.text


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_other_sites_cannot_write(zalo: Simulator, headers: dict[str, str]) -> None:
    url = f"{zalo.url}/_sim/chat/{PLAIN_GROUP}/write"

    reply = ask(url, f"user={LEADER}&text=x".encode(), headers=FORM | headers)

    assert reply.status == 403
    assert zalo.control.messages(PLAIN_GROUP) == []


@pytest.mark.parametrize("path", ["", "_sim/", f"_sim/chat/{LEADER}", "_sim/stats?key=x"])
def test_other_host_names_are_not_served(zalo: Simulator, path: str) -> None:
    assert ask(f"{zalo.url}/{path}", headers={"Host": "evil.example"}).status == 403


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("stats", None),
        (f"messages?chat={LEADER}", None),
        ("reset", {}),
        ("faults", {}),
        ("join", {}),
        ("tokens", {}),
        ("clock", {}),
        ("quota", {}),
        ("leave", {}),
        ("user-message", {}),
    ],
)
def test_steering_needs_the_key(zalo: Simulator, path: str, data: object) -> None:
    assert ask(f"{zalo.url}/_sim/{path}", data).status == 403


def test_steering_over_http(zalo: Simulator) -> None:
    call(zalo, "sendMessage", {"chat_id": GROUP, "text": "Chào"})

    shown = ask(f"{zalo.url}/_sim/messages?chat={GROUP}", headers=KEY).data["result"]
    stats = ask(f"{zalo.url}/_sim/stats", headers=KEY).data["result"]
    nonsense = ask(f"{zalo.url}/_sim/faults", {"rules": [{"kind": "?"}]}, headers=KEY)
    reset = ask(f"{zalo.url}/_sim/reset", {}, headers=KEY)

    assert [m["text"] for m in shown] == ["Chào"]
    assert (stats["accepted"], nonsense.status, reset.status) == (1, 400, 200)
    assert zalo.control.messages(GROUP) == []


def test_no_page_and_no_file_shows_a_token(zalo: Simulator, tmp_path: Path) -> None:
    call(zalo, "sendMessage", {"chat_id": LEADER, "text": "Chào"})
    saving.write(zalo.world, tmp_path / "state.json")

    pages = [f"{zalo.url}{path}" for path in ("/", f"/_sim/chat/{LEADER}")]
    written = [ask(url).text for url in pages]
    written.append((tmp_path / "state.json").read_text(encoding="utf-8"))

    for token in (TOKEN, OTHER_TOKEN):
        assert [text for text in written if token.split(":")[1] in text] == []


def test_chats_and_pictures_outlive_a_restart(
    zalo: Simulator, pictures: PictureServer, tmp_path: Path
) -> None:
    call(zalo, "sendPhoto",
         {"chat_id": LEADER, "photo": f"{pictures.url}/ok.jpg", "caption": "Chào"})  # fmt: skip
    saving.write(zalo.world, tmp_path / "state.json")

    again = World()
    saving.restore(again, tmp_path / "state.json")
    fixture.load(again, START)

    assert again.messages == zalo.world.messages
    assert again.pictures == zalo.world.pictures
    assert again.chats == zalo.world.chats
    assert again.bot_by_token(TOKEN) == zalo.world.bots[BOT]
