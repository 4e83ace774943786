"""Everything but the API itself: pages for people, control addresses for tests."""

import hmac
import json
import re
from email.message import Message as Headers
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from broadcast.zalo.simulator import inbound, pages, pictures
from broadcast.zalo.simulator.answers import Answer, ApiError, bad, good
from broadcast.zalo.simulator.control import Control
from broadcast.zalo.simulator.hooks import NEAR
from broadcast.zalo.simulator.screens import SAFE, notice, page
from broadcast.zalo.simulator.world import Chat, World

STATIC = Path(__file__).parent / "static"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_CHAT = re.compile(r"/_sim/chat/([^/]+)(?:/(version|write|forward))?")


class Desk:
    """Answers what stands under ``/_sim/``."""

    def __init__(self, world: World, control: Control, *, key: str) -> None:
        self.world, self.control, self.key = world, control, key

    def answer(self, command: str, target: str, headers: Headers, body: bytes) -> Answer:
        """Answer one request; only this machine's own names are served."""
        host = urlsplit(f"//{headers.get('Host', '')}").hostname
        if host not in NEAR:
            return notice(403)
        parts = urlsplit(target)
        path, query = unquote(parts.path), dict(parse_qsl(parts.query))
        try:
            if command != "POST":
                return self._get(path, query, headers)
            if _CHAT.fullmatch(path):
                return self._act(path, headers, dict(parse_qsl(body.decode())))
            return self._control(path, query, headers, body)
        except ApiError as exc:
            return self._refusal(path, exc)
        except (KeyError, TypeError, ValueError, AttributeError) as exc:
            return self._refusal(path, ApiError(400, f"{type(exc).__name__}: {exc}"))

    def _refusal(self, path: str, error: ApiError) -> Answer:
        """People get a page in Vietnamese, programs get JSON."""
        if path.startswith("/_sim/chat/"):
            return notice(error.code)
        return bad(error.code, error.description, style="mapped")

    def _get(self, path: str, query: dict[str, str], headers: Headers) -> Answer:
        if path in {"/", "/_sim"}:
            return Answer(302, headers=(("Location", "/_sim/"),))
        if path == "/_sim/":
            return page(pages.overview(self.world, search=query.get("q", "").strip()))
        found = _CHAT.fullmatch(path)
        if found:
            return self._chat(found.group(1), found.group(2) or "", query)
        if path.startswith("/_sim/static/"):
            return self._static(path.rsplit("/", 1)[1])
        if path.startswith("/_sim/pictures/"):
            return self._picture(path.rsplit("/", 1)[1])
        if path in {"/_sim/messages", "/_sim/stats"}:
            self._check_key(query, headers)
            is_stats = path.endswith("stats")
            return good(self.control.stats() if is_stats else self.control.messages(query["chat"]))
        return notice(404)

    def _chat(self, name: str, part: str, query: dict[str, str]) -> Answer:
        chat = self._chat_named(name)
        if part == "version":
            return good(len(self.world.messages.get(chat.key, [])))
        if part:
            return notice(404)
        me = query.get("as", "")
        me = me if me in chat.members else next(iter(chat.members), "")
        return page(pages.chat_page(self.world, chat, me=me))

    def _act(self, path: str, headers: Headers, form: dict[str, str]) -> Answer:
        """Write or forward from a page of ours, never from another site's."""
        origin, host = headers.get("Origin"), headers.get("Host", "")
        is_ours = headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        if not is_ours or origin not in {None, f"http://{host}"}:
            raise ApiError(403, "Cross-site request")
        found = _CHAT.fullmatch(path)
        name, deed = (found.group(1), found.group(2)) if found else ("", "")
        chat = self._chat_named(name)
        if deed == "forward":
            return self._forward(chat, form)
        if deed != "write":
            raise ApiError(404)
        text, user = form.get("text", "").strip(), form["user"]
        if text:
            message = inbound.write(self.world, chat=chat, user=user, text=text)
            inbound.tell_bots(self.world, message, manner=inbound.Manner())
        return to_chat(chat, user)

    def _forward(self, chat: Chat, form: dict[str, str]) -> Answer:
        message = self.world.find(form["message"], chat.key)
        if message is None:
            raise ApiError(404)
        target, user = self._chat_named(form["to"]), chat.members[0]
        inbound.forward(self.world, message, to=target, user=user)
        return to_chat(target, user)

    def _control(self, path: str, query: dict[str, str], headers: Headers, body: bytes) -> Answer:
        self._check_key(query, headers)
        deed = self.control.posts.get(path.removeprefix("/_sim/").rstrip("/"))
        if deed is None:
            raise ApiError(404)
        return good(deed(json.loads(body or b"{}")))

    def _check_key(self, query: dict[str, str], headers: Headers) -> None:
        given = headers.get("X-Sim-Key") or query.get("key", "")
        if not hmac.compare_digest(given.encode(), self.key.encode()):
            raise ApiError(403, "Wrong key")

    def _chat_named(self, name: str) -> Chat:
        chat = self.world.chat_named(name)
        if chat is None:
            raise ApiError(404, "No such chat")
        return chat

    def _static(self, name: str) -> Answer:
        path = STATIC / name
        if name not in {file.name for file in STATIC.iterdir()}:
            return notice(404)
        kind = TYPES[path.suffix.removeprefix(".")]
        return Answer(body=path.read_bytes(), content_type=f"{kind}; charset=utf-8", headers=SAFE)

    def _picture(self, name: str) -> Answer:
        content = self.world.pictures.get(name)
        if content is None:
            return notice(404)
        return Answer(body=content, content_type=pictures.content_type(content), headers=SAFE)


def to_chat(chat: Chat, user: str) -> Answer:
    """Lead on to the end of a chat after a deed."""
    address = f"/_sim/chat/{quote(chat.key)}?as={quote(user)}#cuoi"
    return Answer(303, headers=(("Location", address),))
