"""Who may talk where: joining, leaving, and the free plan's limits on people and groups."""

from broadcast.zalo.simulator.answers import ApiError
from broadcast.zalo.simulator.world import GROUP, PRIVATE, Bot, Chat, World, private_key


def open_private(world: World, *, user: str, bot: Bot) -> Chat:
    """Return the chat of ``user`` with ``bot``, opened by the person's first message."""
    key = private_key(user, bot.id)
    if key not in world.chats:
        if people_of(world, bot) >= bot.most_users:
            raise ApiError(429, "User limit reached")
        name = world.people.get(user, user)
        world.chats[key] = Chat(key, PRIVATE, name, [user], [bot.id])
    return world.chats[key]


def join(world: World, *, group: str, name: str) -> None:
    """Add the bot or the person ``name`` to ``group``."""
    chat = group_named(world, group)
    bot = world.bots.get(name)
    if bot is None:
        world.people.setdefault(name, name)
        if name not in chat.members:
            chat.members.append(name)
        return
    if bot.id in chat.bots:
        return
    if not bot.can_join_groups:
        raise ApiError(400, "Bot cannot join groups")
    if groups_of(world, bot) >= bot.most_groups:
        raise ApiError(429, "Group limit reached")
    chat.bots.append(bot.id)


def leave(world: World, *, group: str, name: str) -> None:
    """Take the bot or the person ``name`` out of ``group``."""
    chat = group_named(world, group)
    chat.members[:] = [member for member in chat.members if member != name]
    chat.bots[:] = [bot for bot in chat.bots if bot != name]


def group_named(world: World, key: str) -> Chat:
    """Return the group, or refuse."""
    chat = world.chats.get(key)
    if chat is None or chat.kind != GROUP:
        raise ApiError(400, "No such group")
    return chat


def people_of(world: World, bot: Bot) -> int:
    """Count the people who have written to ``bot``."""
    return sum(c.kind == PRIVATE and bot.id in c.bots for c in world.chats.values())


def groups_of(world: World, bot: Bot) -> int:
    """Count the groups that ``bot`` is in."""
    return sum(c.kind == GROUP and bot.id in c.bots for c in world.chats.values())
