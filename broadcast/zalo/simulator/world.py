"""Everything the simulated Zalo knows: bots, people, chats and messages."""

import hashlib
import secrets
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
PRIVATE, GROUP = "PRIVATE", "GROUP"


@dataclass(slots=True)
class Bot:
    """A bot; its token is known by SHA-256 alone. Limits count people, groups, messages."""

    id: str
    name: str
    token_sha256: str
    webhook_url: str = ""
    webhook_secret: str = field(default="", repr=False)
    webhook_at: int = 0
    can_join_groups: bool = True
    most_users: int = 50
    most_groups: int = 3
    most_messages: int = 3_000
    per_second: int = 0
    used: dict[str, int] = field(default_factory=dict)
    latest: deque[float] = field(
        default_factory=lambda: deque(maxlen=200), repr=False, compare=False
    )
    polled: deque[dict[str, object]] = field(default_factory=deque, repr=False, compare=False)
    pollers: int = field(default=0, compare=False)


@dataclass(slots=True)
class Chat:
    """A chat: one person and one bot, or a group of people with or without bots."""

    key: str
    kind: str
    name: str
    members: list[str]
    bots: list[str]

    @property
    def api_id(self) -> str:
        """The id by which a bot knows the chat."""
        return self.members[0] if self.kind == PRIVATE else self.key


@dataclass(frozen=True, slots=True)
class Message:
    """A message as phones show it; ``at`` in ms UTC, ``dark`` says why a picture is black."""

    id: str
    chat: str
    sender: str
    sender_name: str
    is_bot: bool
    text: str
    photo: str
    picture: str
    dark: str
    at: int
    is_forwarded: bool = False


class World:
    """The whole state; hold ``lock`` while reading or changing more than one thing."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.clear()

    def clear(self) -> None:
        """Forget everything and everybody."""
        with self.lock:
            self.bots: dict[str, Bot] = {}
            self.people: dict[str, str] = {}
            self.chats: dict[str, Chat] = {}
            self.messages: dict[str, list[Message]] = {}
            self.pictures: dict[str, bytes] = {}
            self.copies: Counter[tuple[str, str, str, str]] = Counter()
            self.accepted: Counter[str] = Counter()
            self.refused: Counter[str] = Counter()
            self.style = "http200"
            self.offset = timedelta()
            self.version = 0

    def now(self) -> datetime:
        """Return the simulated time in Vietnam."""
        return datetime.now(VIETNAM) + self.offset

    def month(self) -> str:
        """Return the month whose quota is being used, as "2026-11"."""
        return f"{self.now():%Y-%m}"

    def bot_by_token(self, token: str) -> Bot | None:
        """Find the bot that owns ``token``."""
        wanted = sha256(token)
        return next((bot for bot in self.bots.values() if bot.token_sha256 == wanted), None)

    def chat_for(self, bot: Bot, chat_id: str) -> Chat | None:
        """Find the chat that ``bot`` may write to under ``chat_id``."""
        chat = self.chats.get(chat_id) or self.chats.get(private_key(chat_id, bot.id))
        return chat if chat and bot.id in chat.bots else None

    def chat_named(self, name: str) -> Chat | None:
        """Find a chat by its key or, for a person with one bot, by the person's id."""
        found = self.chats.get(name)
        own = (c for c in self.chats.values() if c.kind == PRIVATE and c.api_id == name)
        return found or next(own, None)

    def add(self, message: Message) -> None:
        """Show ``message`` in its chat, be it the same as an earlier one or not."""
        with self.changed:
            self.messages.setdefault(message.chat, []).append(message)
            if message.is_bot:
                self.accepted[message.sender] += 1
                self.copies[message.sender, message.chat, message.text, message.photo] += 1
            self.version += 1
            self.changed.notify_all()

    def find(self, message_id: str, chat: str) -> Message | None:
        """Find one message of a chat."""
        return next((m for m in self.messages.get(chat, []) if m.id == message_id), None)

    def milliseconds(self) -> int:
        """Return the simulated time as Zalo writes it."""
        return int(self.now().timestamp() * 1_000)


def private_key(user: str, bot: str) -> str:
    """Name the chat of one person with one bot."""
    return f"{user}@{bot}"


def new_id() -> str:
    """Return an id of the length that Zalo's have."""
    return secrets.token_hex(10)


def sha256(text: str) -> str:
    """Return the hash by which tokens are remembered."""
    return hashlib.sha256(text.encode()).hexdigest()


def monotonic() -> float:
    """Return real seconds, for rates."""
    return time.monotonic()
