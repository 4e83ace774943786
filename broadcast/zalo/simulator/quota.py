"""What the free plan allows: messages a month, and messages a second where that is set."""

from broadcast.zalo.simulator.answers import ApiError
from broadcast.zalo.simulator.world import Bot, World, monotonic


def take(world: World, bot: Bot) -> None:
    """Count one message of ``bot``, or refuse it with 429 (the code is our guess)."""
    now, month = monotonic(), world.month()
    if bot.per_second and sum(now - at < 1 for at in bot.latest) >= bot.per_second:
        raise ApiError(429, "Too many requests")
    if used(world, bot) >= bot.most_messages:
        raise ApiError(429)
    bot.latest.append(now)
    bot.used[month] = bot.used.get(month, 0) + 1


def used(world: World, bot: Bot) -> int:
    """Return how many messages ``bot`` has sent in the simulated month."""
    return bot.used.get(world.month(), 0)
