"""One zip with everything, refused while anything in it may not leave."""

from broadcast.bundle import calendar_file, listing, texts
from broadcast.bundle.values import Bulletin
from media import script_sheet
from media.archive import zip_bytes
from media.text import ascii_slug

EXPORTABLE = ("human", "vendor_tts", "operator_voice")


class RefusedError(Exception):
    """The bulletin may not leave; the message says why, in Vietnamese."""


def name_of(bulletin: Bulletin) -> str:
    """Return the bundle's name without ending: "bantin_05518_20260720_viec-nhe-luong-cao"."""
    slug = ascii_slug(bulletin.title)
    return f"bantin_{bulletin.ward_code}_{bulletin.first_day:%Y%m%d}_{slug}"


def build(bulletin: Bulletin) -> bytes:
    """Return the zip; the same bulletin gives the same bytes.

    Raises ``RefusedError`` for what is not approved, can't be read out, or a draft voice.
    """
    _refuse(bulletin)
    stem = name_of(bulletin)
    sound_name = f"{stem}.mp3"
    entries = {
        "kichban.txt": texts.written(bulletin),
        "kichban_doc.txt": texts.spoken(bulletin),
        "kichban_a4.docx": script_sheet.docx(bulletin.sheet),
        "kichban_a4.pdf": script_sheet.pdf(bulletin.sheet),
        "bantin.json": listing.as_json(bulletin, sound_name=sound_name),
        "lichphat.csv": listing.as_csv(bulletin, sound_name=sound_name),
        "lichphat.ics": calendar_file.as_ics(bulletin),
    }
    if bulletin.sound:
        entries[sound_name] = bulletin.sound.data
    return zip_bytes(entries)


def _refuse(bulletin: Bulletin) -> None:
    if not bulletin.is_approved:
        raise RefusedError("Kịch bản chưa duyệt nên chưa bàn giao được.")
    if bulletin.problems:
        raise RefusedError(bulletin.problems[0])
    if bulletin.level not in ("thong_thuong", "uu_tien"):
        raise RefusedError("Nền tảng không nhận bản tin khẩn cấp. Chọn thông thường hoặc ưu tiên.")
    if bulletin.sound and bulletin.sound.origin not in EXPORTABLE:
        raise RefusedError("Giọng máy đọc thử không được phát loa.")
