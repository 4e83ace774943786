"""What a bot may still send this month: reserved before the call, given back when nothing left.

Every message counts, those in doubt as well. Automatic sends stop at ``ZALO_STOP`` of the limit;
what an officer marks urgent may use the rest. Any number of workers may take at once: an UPDATE
that carries its own condition decides, never what was read before it.
"""

from broadcast.quotas.months import BOUNDLESS, limit_of, month_of, part_of
from broadcast.quotas.standing import Usage, usage
from broadcast.quotas.taking import give_back, take

__all__ = [
    "BOUNDLESS",
    "Usage",
    "give_back",
    "limit_of",
    "month_of",
    "part_of",
    "take",
    "usage",
]
