"""The messages of one chat as HTML: days, bubbles, pictures and the way to forward."""

from html import escape

from broadcast.zalo.simulator import words
from broadcast.zalo.simulator.templates import filled
from broadcast.zalo.simulator.world import GROUP, PRIVATE, Chat, Message, World

SHOWN = 200


def conversation(world: World, chat: Chat, *, me: str) -> str:
    """Return the last messages of ``chat`` as the phone of ``me`` shows them."""
    messages = world.messages.get(chat.key, [])
    older = len(messages) - SHOWN
    parts = [f'<p class="day">Còn {words.number(older)} tin cũ hơn</p>'] if older > 0 else []
    targets = _targets(world, chat, me)
    today, last = world.now(), ""
    for message in messages[-SHOWN:]:
        day = words.day(message.at, today=today)
        if day != last:
            parts.append(f'<p class="day">{day}</p>')
            last = day
        parts.append(bubble(message, is_mine=message.sender == me, targets=targets))
    return "".join(parts) or '<p class="empty">Chưa có tin nhắn nào.</p>'


def bubble(message: Message, *, is_mine: bool, targets: str) -> str:
    """Return one message."""
    may_forward = targets and message.is_bot
    return filled(
        "bubble.html",
        id=escape(message.id),
        side="mine" if is_mine else "theirs",
        portrait="portrait-bot" if message.is_bot else "",
        initial=escape(words.initial(message.sender_name)),
        name=escape(message.sender_name),
        automatic='<span class="tag">Tự động</span>' if message.is_bot else "",
        forwarded='<p class="forwarded">Đã chuyển tiếp</p>' if message.is_forwarded else "",
        picture=_picture(message),
        text=f'<p class="text">{words.linked(message.text)}</p>' if message.text else "",
        time=words.clock(message.at),
        forward=_forward(message, targets) if may_forward else "",
    )


def _picture(message: Message) -> str:
    if message.dark:
        reason = escape(message.dark)
        return f'<p class="dark"><strong>Ảnh đen</strong><span>{reason}</span></p>'
    if message.picture:
        source = f"/_sim/pictures/{message.picture}"
        return (
            f'<a href="{source}" target="_blank" rel="noopener">'
            f'<img class="picture" src="{source}" alt="Ảnh trong tin nhắn"></a>'
        )
    return '<p class="dark"><strong>Ảnh</strong></p>' if message.photo else ""


def _forward(message: Message, targets: str) -> str:
    chat = escape(message.chat)
    return filled("forward.html", chat=chat, message=escape(message.id), targets=targets)


def _targets(world: World, chat: Chat, me: str) -> str:
    """List the groups of ``me`` as choices; only a private chat forwards."""
    if chat.kind != PRIVATE:
        return ""
    groups = [c for c in world.chats.values() if c.kind == GROUP and me in c.members]
    return "".join(f'<option value="{escape(c.key)}">{escape(c.name)}</option>' for c in groups)
