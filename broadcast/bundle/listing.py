"""The lists that machines read: bantin.json and lichphat.csv (loudspeaker.md §8)."""

import csv
import io
import json
from collections import defaultdict
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any

from broadcast.bundle.values import Bulletin, Person, Play
from media.text import nfc

FORMAT = 1
COLUMNS = (
    "ma_luot_phat", "ma_ban_tin", "ban", "phien_ban", "ten_tep", "tieu_de", "muc", "ma_cum_loa",
    "ten_cum_loa", "tdp", "ngay", "gio_bat_dau", "gio_ket_thuc", "thoi_luong_giay", "so_lan_lap",
    "thu_tu",
)  # fmt: skip


def as_json(bulletin: Bulletin, *, sound_name: str) -> bytes:
    """Return bantin.json, UTF-8, keys in the order of the specification."""
    plays = [play for play in bulletin.plays if not play.is_cancelled]
    sound = bulletin.sound
    files = (
        [{"ten": sound_name, "sha256": sha256(sound.data).hexdigest(), "byte": len(sound.data)}]
        if sound
        else []
    )
    content = {
        "phien_ban_dinh_dang": FORMAT,
        "id": bulletin.id,
        "ban": bulletin.revision,
        "phien_ban": bulletin.version,
        "tieu_de": bulletin.title,
        "linh_vuc": bulletin.field,
        "muc": bulletin.level,
        "ngon_ngu": "vi",
        "co_quan": {"ma_xa": bulletin.ward_code, "ten": bulletin.office},
        "nguon": list(bulletin.sources),
        "nguoi_soan": _person(bulletin.author),
        "nguoi_duyet": _person(bulletin.approver),
        "thoi_luong_giay": bulletin.seconds,
        "so_am_tiet": bulletin.syllables,
        "hieu_luc": {"tu": f"{bulletin.first_day}", "den": f"{bulletin.last_day}"},
        "cum_loa": _clusters(plays),
        "duong_day_nong": list(bulletin.hotlines),
        "tep": files,
        "lich": _timetable(plays),
    }
    return nfc(json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def as_csv(bulletin: Bulletin, *, sound_name: str) -> bytes:
    """Return lichphat.csv: UTF-8 with BOM, CRLF, a row for each airing that stands."""
    output = io.StringIO(newline="")
    rows = csv.writer(output, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for play in bulletin.plays:
        if not play.is_cancelled:
            rows.writerow([_harmless(cell) for cell in _row(bulletin, play, sound_name)])
    return b"\xef\xbb\xbf" + nfc(output.getvalue()).encode("utf-8")


def _row(bulletin: Bulletin, play: Play, sound_name: str) -> list[object]:
    return [
        play.id,
        bulletin.id,
        bulletin.revision,
        bulletin.version,
        sound_name if bulletin.sound else "",
        bulletin.title,
        bulletin.level,
        play.cluster_code,
        play.cluster_name,
        "; ".join(play.groups),
        f"{play.starts_at:%Y-%m-%d}",
        f"{play.starts_at:%H:%M:%S}",
        f"{play.ends_at:%H:%M:%S}",
        play.seconds,
        1,
        play.position,
    ]


def _harmless(cell: object) -> object:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@") else cell


def _person(person: Person) -> dict[str, str]:
    return {"ten": person.name, "luc": person.at.isoformat(timespec="seconds")}


def _clusters(plays: list[Play]) -> list[dict[str, Any]]:
    unique = {play.cluster_code: play for play in plays}
    return [
        {"ma": code, "ten": play.cluster_name, "tdp": list(play.groups)}
        for code, play in sorted(unique.items())
    ]


def _timetable(plays: list[Play]) -> list[dict[str, Any]]:
    """Return the starts as a bulletin board's client takes them: a span, its weekdays, times.

    Days that have the same times and fill a span by their weekdays are one entry, and clusters
    that play at the same times share theirs, so that nothing is played on a day or on a cluster
    that nobody booked.
    """
    starts_of: dict[str, set[datetime]] = defaultdict(set)
    for play in plays:
        starts_of[play.cluster_code].add(play.starts_at)
    codes_of: dict[frozenset[datetime], list[str]] = defaultdict(list)
    for code, starts in sorted(starts_of.items()):
        codes_of[frozenset(starts)].append(code)
    return [
        entry | {"cum_loa": codes}
        for starts, codes in codes_of.items()
        for entry in _entries(sorted(starts))
    ]


def _entries(starts: list[datetime]) -> list[dict[str, Any]]:
    times_of: dict[datetime, set[int]] = defaultdict(set)
    for start in starts:
        midnight = datetime.combine(start.date(), time(), start.tzinfo)
        times_of[midnight].add(int((start - midnight).total_seconds()))
    by_times: dict[tuple[int, ...], list[datetime]] = defaultdict(list)
    for midnight, times in sorted(times_of.items()):
        by_times[tuple(sorted(times))].append(midnight)
    return [
        entry
        for times, days in by_times.items()
        for entry in (
            [_entry(days, times)] if _is_regular(days) else [_entry([day], times) for day in days]
        )
    ]


def _is_regular(days: list[datetime]) -> bool:
    weekdays = {day.isoweekday() for day in days}
    length = (days[-1] - days[0]).days + 1
    span = [days[0] + timedelta(days=n) for n in range(length)]
    return [day for day in span if day.isoweekday() in weekdays] == days


def _entry(days: list[datetime], times: tuple[int, ...]) -> dict[str, Any]:
    end = days[-1] + timedelta(days=1, seconds=-1)
    return {
        "from": int(days[0].timestamp()),
        "to": int(end.timestamp()),
        "days": sorted({day.isoweekday() for day in days}),
        "times": list(times),
        "loops": 1,
        "idleTime": 0,
    }
