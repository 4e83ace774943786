"""The State's counting words (reach.md §9): the office's own acts, counted, never estimated."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from outreach.reach.figures import Figure, Rung
from outreach.reach.values import Kind, Occasion


class Word(StrEnum):
    """What reports count in, in the order in which they name it."""

    SESSIONS = "cuoc"
    ATTENDANCES = "luot_nguoi"
    AIRINGS = "lan_phat"
    MINUTES = "phut"
    ZALO_POSTS = "tin_zalo"
    LEAFLETS = "to_roi"
    BANNERS = "bang_ron"
    POSTERS = "ap_phich"
    PANELS = "pa_no"
    PLEDGES = "ban_cam_ket"
    WEB_POSTS = "tin_bai"
    MOBILE = "luot_luu_dong"
    VISITED = "luot_den_nha"


# An occasion counts once, by its insertions, by its minutes or by its units.
_ONE, _TIMES, _MINUTES, _UNITS = range(4)
_COUNTED: dict[Kind, tuple[tuple[Word, int], ...]] = {
    Kind.MEETING: ((Word.SESSIONS, _ONE), (Word.ATTENDANCES, _UNITS)),
    Kind.SCHOOL_SESSION: ((Word.SESSIONS, _ONE), (Word.ATTENDANCES, _UNITS)),
    Kind.LOUDSPEAKER: ((Word.AIRINGS, _TIMES), (Word.MINUTES, _MINUTES)),
    Kind.ZALO_GROUP: ((Word.ZALO_POSTS, _ONE),),
    Kind.LEADER_RELAY: ((Word.ZALO_POSTS, _ONE),),
    Kind.LEAFLET: ((Word.LEAFLETS, _UNITS),),
    Kind.BANNER: ((Word.BANNERS, _UNITS),),
    Kind.POSTER: ((Word.POSTERS, _UNITS),),
    Kind.PANEL: ((Word.PANELS, _UNITS),),
    Kind.PLEDGE: ((Word.PLEDGES, _UNITS),),
    Kind.WEB_POST: ((Word.WEB_POSTS, _ONE),),
    Kind.MOBILE_LOUDSPEAKER: ((Word.MOBILE, _ONE),),
    Kind.HOME_VISIT: ((Word.VISITED, _UNITS),),
}


def kinds_of(word: Word) -> tuple[Kind, ...]:
    """Return the kinds of occasions that count towards ``word``."""
    return tuple(kind for kind, counted in _COUNTED.items() if word in dict(counted))


def count(occasions: Iterable[Occasion], *, rung: Rung) -> dict[Word, Figure]:
    """Return the amount of each word that occurs in ``occasions``; minutes are exact."""
    found: dict[Word, Decimal] = {}
    for one in occasions:
        amounts = (Decimal(1), Decimal(one.insertions), one.minutes, Decimal(one.units))
        for word, how in _COUNTED[one.kind]:
            found[word] = found.get(word, Decimal(0)) + amounts[how]
    return {word: Figure(word, rung, found[word]) for word in Word if word in found}
