"""Figures as the reach page prints them: the five levels and the counting words."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from outreach import reach_labels
from outreach.interactions import Openings
from outreach.reach import Figure, Rung
from outreach.reach.people import dots
from outreach.reach.words import Word, kinds_of
from outreach.reach_address import Address, Which
from outreach.reach_query import WardReach
from outreach.suppression import added

_WHICH = {Rung.DELIVERED: Which.GIVEN, Rung.CONFIRMED: Which.CONFIRMED}


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure as it is printed: the number, what it counts, what to add, where its rows are."""

    number: str
    label: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class WordRow:
    """One counting word: confirmed and waiting apart; ``sure`` None was never recorded."""

    word: Word
    label: str
    sure: Shown | None
    waiting: Shown | None


def number(value: Decimal | int) -> str:
    """Return a number as it is written here: 1.449 and 13,5."""
    whole, _, rest = f"{value:f}".partition(".")
    rest = rest.rstrip("0")
    return f"{dots(int(whole))},{rest}" if rest else dots(int(whole))


def percent(share: float | None) -> str:
    """Return a share as "45,7 %"; "–" where there is nothing to divide by."""
    return "–" if share is None else f"{number(round(Decimal(str(share * 100)), 1))} %"


def levels(found: WardReach, address: Address, openings: Openings) -> list[dict[str, Any]]:
    media = found.report.media
    potential = [_rung(m.potential, address) for m in media if m.potential is not None]
    chosen = found.period.campaign
    could_open = any(month.has_leaves(chosen) for month in openings.months)
    total = added(month.figure(chosen) for month in openings.months)
    opened = [Shown(str(total), "lượt mở trang, của các tháng đã khoá sổ", url="#luot-mo")]
    return [
        {"title": "Tiềm năng", "says": "Có thể nghe, xem, theo số liệu nền", "rows": potential},
        {
            "title": "Đã gửi, đã giao",
            "says": "Đã rời phường, đã đến tay tổ trưởng; chưa phải là đã phát",
            "rows": [_rung(one.delivered, address) for one in media],
        },
        {
            "title": "Đã xác nhận",
            "says": "Có người hoặc nhật ký phát xác nhận",
            "rows": [_rung(one.confirmed, address) for one in media],
        },
        {
            "title": "Tương tác",
            "says": "Lượt, không phải người",
            "rows": opened if could_open else [],
            "none": "Các tháng đã khoá sổ chưa có trang nào để mở."
            if openings.months
            else "Chỉ công bố khi cả tháng đã khoá sổ (từ ngày 03 tháng sau).",
        },
        {
            "title": "Nhớ được",
            "says": "Tỷ lệ người được hỏi còn nhớ",
            "rows": [],
            "none": "Chưa có khảo sát.",
        },
    ]


def _rung(figure: Figure, address: Address) -> Shown:
    """Return one medium at one level, with the groups that nobody can put a number on."""
    note = f"{figure.groups} tổ"
    if figure.unknown:
        note += f", trong đó {figure.unknown} tổ không có số liệu"
    which = _WHICH.get(figure.rung)
    url = address.rows(what=figure.code, which=which) if which else "#so-lieu-nen"
    label = reach_labels.MEDIUM[figure.code]  # type: ignore[index]
    return Shown(number(round(figure.value)), label, note, url)


def words(found: WardReach, address: Address) -> list[WordRow]:
    return [_word(found, word, address) for word in Word]


def _word(found: WardReach, word: Word, address: Address) -> WordRow:
    """Return a word: 0 where nothing was counted, nothing where it was never recorded."""
    if not found.recorded_kinds & set(kinds_of(word)):
        return WordRow(word, reach_labels.WORD[word], None, None)
    sure, waiting = found.report.words.get(word), found.report.words_unconfirmed.get(word)
    return WordRow(
        word,
        reach_labels.WORD[word],
        Shown(
            number(sure.value) if sure else "0",
            "",
            _script_note(found) if word is Word.MINUTES and sure else "",
            address.rows(what=word, which=Which.CONFIRMED),
        ),
        Shown(number(waiting.value), "", url=address.rows(what=word, which=Which.OPEN))
        if waiting
        else None,
    )


def _script_note(found: WardReach) -> str:
    minutes = [o for o in found.occasions if o.is_confirmed and o.kind in kinds_of(Word.MINUTES)]
    has_script = any(one.is_minutes_from_script for one in minutes)
    return "có phần tính theo kịch bản" if has_script else ""
