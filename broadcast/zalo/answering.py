"""What each command does, and what a bot says to somebody who sent none."""

from datetime import timedelta

from broadcast import link_claims, linking, relay_answers
from broadcast.models import InboundEvent, ZaloLink
from broadcast.zalo import commands, events
from broadcast.zalo.commands import Command, Word
from broadcast.zalo.effects import Effect
from broadcast.zalo.events import Incoming

AUTOMATIC = "Tin tự động. Kênh này không tiếp nhận tin báo. Cần giúp: gọi 111, 113."
ONCE_IN = timedelta(hours=24)
Kind, Result, State = ZaloLink.Kind, InboundEvent.Result, ZaloLink.State


def effect_of(event: InboundEvent, incoming: Incoming) -> Effect | None:
    """Let ``incoming`` take effect inside the caller's transaction; None: it is nothing to us."""
    if not incoming.is_known or incoming.is_bot:
        return None
    command = commands.read(incoming.text, bot_name=event.bot.display_name)
    effect = _obey(command, event, incoming) if command else None
    if effect is None and incoming.chat_type == events.PRIVATE:
        return _automatic(event, incoming)
    return effect


def _obey(command: Command, event: InboundEvent, incoming: Incoming) -> Effect | None:
    at = event.received_at
    if command.word is Word.LINK:
        return link_claims.claim(command.argument, bot=event.bot, chat=incoming, at=at)
    if incoming.chat_type == events.GROUP:
        return _stop_group(event, incoming) if command.word is Word.STOP else None
    links = _links(event, incoming, Kind.DIRECT)
    if command.word is Word.STOP:
        return _stop(links, event) if links else None
    link = next((link for link in links if link.state == State.ACTIVE), None)
    if link is None or not relay_answers.leader_of(link, at=at):
        return None
    return relay_answers.done(link, command.argument, nonce=f"zalo-{event.pk}", at=at)


def _links(event: InboundEvent, incoming: Incoming, kind: ZaloLink.Kind) -> list[ZaloLink]:
    """Return the chat's links that are in force or wait for it."""
    in_use = [State.ACTIVE, State.NEEDS_RELINK, State.PENDING]
    rows = ZaloLink.objects.filter(
        bot=event.bot_id, chat_id=incoming.chat_id, kind=kind, state__in=in_use
    )
    return list(rows.select_related("group").order_by("pk"))


def _stop(links: list[ZaloLink], event: InboundEvent) -> Effect:
    for link in links:
        linking.unlink(link)
    office = event.bot.ward.get_kind_display().lower()
    reply = f"Đã dừng. Bác vẫn nhận tin qua trang của {office}."
    return Effect(Result.STOPPED, reply, f"{links[0].group}: {links[0].get_kind_display()}")


def _stop_group(event: InboundEvent, incoming: Incoming) -> Effect | None:
    """Only the linked leader stops a group; what others wish is for the officer to judge."""
    links = _links(event, incoming, Kind.GROUP)
    if not links:
        return None
    own = ZaloLink.objects.filter(group=links[0].group, kind=Kind.DIRECT, state=State.ACTIVE)
    leaders = {link.from_id for link in links} | set(own.values_list("chat_id", flat=True))
    if incoming.sender_id in leaders:
        return _stop(links, event)
    note = f"{incoming.sender_name} xin dừng trong nhóm của {links[0].group}."
    return Effect(Result.STOP_ASKED, note=note)


def _automatic(event: InboundEvent, incoming: Incoming) -> Effect | None:
    """Answer a person who writes something else, at most once in 24 hours."""
    lately = InboundEvent.objects.filter(
        bot=event.bot_id,
        chat_id=incoming.chat_id,
        result=Result.AUTOMATIC,
        received_at__gt=event.received_at - ONCE_IN,
    )
    return None if lately.exists() else Effect(Result.AUTOMATIC, AUTOMATIC)
