"""The two texts: as written with who answers for it, and as it is spoken."""

from broadcast.bundle.values import Bulletin
from media.text import nfc, split_sentences
from media.timing import minutes_vi


def written(bulletin: Bulletin) -> bytes:
    """Return kichban.txt: the facts, an empty line, the text as written; CRLF."""
    facts = [
        ("Tiêu đề", bulletin.title),
        ("Đơn vị", bulletin.office),
        ("Mã", bulletin.id),
        ("Bản", f"{bulletin.revision}, {bulletin.version_label.lower()}"),
        ("Thời lượng", minutes_vi(bulletin.seconds)),
        ("Mức", bulletin.level_label),
        ("Người duyệt", f"{bulletin.approver.name}, {bulletin.approver.at:%H:%M %d/%m/%Y}"),
    ]
    lines = [f"{name}: {value}" for name, value in facts] + ["", *bulletin.written.splitlines()]
    return _crlf(lines)


def spoken(bulletin: Bulletin) -> bytes:
    """Return kichban_doc.txt: only spoken words, a sentence a line, an empty line a long pause."""
    paragraphs = [split_sentences(line) for line in bulletin.spoken.splitlines() if line.strip()]
    lines: list[str] = []
    for sentences in paragraphs:
        lines += [*sentences, ""]
    return _crlf(lines[:-1])


def _crlf(lines: list[str]) -> bytes:
    return nfc("\r\n".join(lines) + "\r\n").encode("utf-8")
