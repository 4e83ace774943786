"""The gate at the door: what was approved may have become wrong by the day that it leaves.

A reading was withdrawn, a hotline was not called for half a year, a newer text was approved, the
recording reads other words: paper and sound are refused then, with what to do.
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from broadcast.models import Airing, Loudspeaker
from cms import material_checks, scripts
from cms.checks import Channel, Level
from media.versions import Version

AHEAD = (Airing.State.PLANNED, Airing.State.HANDED_OVER)
CHANGED = "Bài đã có bản mới được duyệt. Huỷ lượt phát này rồi xếp lại theo bản mới."


def problems(material: Any, *, day: date) -> list[str]:
    """Return what keeps the approved ``material`` from being read out on ``day``."""
    found = material_checks.findings(material, today=day).get(Channel.SCRIPT, ())
    wording = [one.message for one in found if one.level is Level.BLOCK]
    return scripts.problems(material) + wording + _stale_hotlines(material, day)


def _stale_hotlines(material: Any, day: date) -> list[str]:
    return [
        f"Số {line.number} đã quá 180 ngày chưa gọi kiểm tra. Gọi thử rồi ghi ngày kiểm tra."
        for line in material.hotlines.all()
        if line.is_valid_on(day) and line.is_stale_on(day)
    ]


def without_sound(plays: tuple[Airing, ...]) -> list[str]:
    """Return what is said of clusters that play files when no approved recording is there."""
    codes = sorted(
        {
            play.loudspeaker.code
            for play in plays
            if play.loudspeaker.technology == Loudspeaker.Technology.IP
        }
    )
    return [
        f"Cụm loa IP {code} cần bản ghi đã duyệt của đúng lời này. Tải bản ghi lên trước."
        for code in codes
    ]


def is_current(airing: Airing) -> bool:
    """Whether what would be read is still what is approved: not cancelled, the same words.

    A newer revision that changed only the picture or the Zalo text leaves a script as it was.
    """
    page = airing.occurrence.item.material
    if airing.state == Airing.State.CANCELLED or not page.live:
        return False
    if page.live_revision_id == airing.material_revision_id:
        return True
    newest = page.live_revision.as_object()
    if not newest.script_text.strip():
        return False
    day = timezone.localdate(airing.starts_at)
    approved = scripts.spoken(newest, version=Version(airing.version), today=day)
    return approved.spoken == airing.text


def outdated(user: Any, *, now: datetime) -> list[Airing]:
    """Return airings to come whose paper or sound is out of the house and no longer right."""
    rows = (
        Airing.objects.visible_to(user)
        .filter(starts_at__gte=now, handed_over_at__isnull=False)
        .filter(state__in=[*AHEAD, Airing.State.CANCELLED])
        .select_related("loudspeaker", "occurrence__item__material__live_revision")
        .order_by("starts_at")
    )
    return [row for row in rows if not is_current(row)]
