"""The two pages: who is there, and one chat as on a phone."""

from html import escape

from broadcast.zalo.simulator import bubbles, membership, quota, words
from broadcast.zalo.simulator.templates import filled
from broadcast.zalo.simulator.world import GROUP, PRIVATE, Bot, Chat, World


def overview(world: World, *, search: str) -> str:
    """Return the page of bots and chats whose name holds ``search``."""
    with world.lock:
        wanted = [c for c in world.chats.values() if search.lower() in c.name.lower()]
        wanted.sort(key=lambda c: (-_latest(world, c), c.name))
        return filled(
            "overview.html",
            bots="".join(_bot(world, bot) for bot in world.bots.values())
            or '<p class="empty">Chưa có bot nào.</p>',
            search=escape(search),
            private=_list(world, [c for c in wanted if c.kind == PRIVATE], search),
            groups=_list(world, [c for c in wanted if c.kind == GROUP], search),
        )


def chat_page(world: World, chat: Chat, *, me: str) -> str:
    """Return ``chat`` as the phone of the member ``me`` shows it."""
    with world.lock:
        members = sorted(chat.members, key=lambda member: member != me)
        choices = "".join(
            f'<option value="{escape(m)}">{escape(world.people.get(m, m))}</option>'
            for m in members
        )
        return filled(
            "chat.html",
            key=escape(chat.key),
            title=escape(_title_on_phone(world, chat)),
            initial=escape(words.initial(_title_on_phone(world, chat))),
            about=escape(_about_on_phone(world, chat)),
            version=str(len(world.messages.get(chat.key, []))),
            conversation=bubbles.conversation(world, chat, me=me),
            single="single" if len(members) == 1 else "several",
            choices=choices,
        )


def _bot(world: World, bot: Bot) -> str:
    used = quota.used(world, bot)
    return filled(
        "bot.html",
        initial=escape(words.initial(bot.name)),
        name=escape(bot.name),
        id=escape(bot.id),
        month=f"{world.now():%-m/%Y}" if world.now().month > 2 else f"{world.now():%m/%Y}",
        used=words.number(used),
        used_number=str(used),
        most=words.number(bot.most_messages),
        most_number=str(bot.most_messages),
        people=f"{membership.people_of(world, bot)}/{bot.most_users}",
        groups=f"{membership.groups_of(world, bot)}/{bot.most_groups}",
        webhook="Có" if bot.webhook_url else "Chưa đặt",
    )


def _list(world: World, chats: list[Chat], search: str) -> str:
    nothing = "Không có đoạn chat nào khớp." if search else "Chưa có đoạn chat nào."
    return "".join(_entry(world, chat) for chat in chats) or f'<li class="empty">{nothing}</li>'


def _entry(world: World, chat: Chat) -> str:
    messages = world.messages.get(chat.key, [])
    last = messages[-1] if messages else None
    preview = f"{last.sender_name}: {last.text or 'Ảnh'}" if last else "Chưa có tin nhắn"
    return filled(
        "entry.html",
        key=escape(chat.key),
        initial=escape(words.initial(chat.name)),
        title=escape(chat.name),
        about=escape(_about(world, chat)),
        preview=escape(" ".join(preview.split())[:90]),
        time=_when(world, last.at) if last else "",
    )


def _when(world: World, at: int) -> str:
    day = words.day(at, today=world.now())
    return words.clock(at) if day == "Hôm nay" else day


def _latest(world: World, chat: Chat) -> int:
    messages = world.messages.get(chat.key)
    return messages[-1].at if messages else 0


def _title_on_phone(world: World, chat: Chat) -> str:
    """On her own phone a person reads the bot's name above their chat."""
    return _bot_names(world, chat) if chat.kind == PRIVATE else chat.name


def _about_on_phone(world: World, chat: Chat) -> str:
    private = f"Trên điện thoại của {chat.name}"
    return private if chat.kind == PRIVATE else _about(world, chat)


def _bot_names(world: World, chat: Chat) -> str:
    return ", ".join(world.bots[bot].name for bot in chat.bots if bot in world.bots)


def _about(world: World, chat: Chat) -> str:
    names = _bot_names(world, chat)
    if chat.kind == PRIVATE:
        return f"Tin nhắn riêng với {names}"
    people = f"Nhóm · {words.number(len(chat.members))} thành viên"
    return f"{people} · có {names}" if names else people
