"""One material, one body for each channel: the text as it leaves the building.

A material never holds a typed hotline: its numbers come from the registry, and each body says
them in the way of its channel: a line in Zalo, twice and digit by digit over the loudspeaker,
large on the poster.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags

from media.poster import Poster
from media.text import nfc
from media.timing import digits_spoken

MACHINE_LINE = "Tin của {office}. Xin không đăng tên, tuổi, địa chỉ của bất kỳ ai."


@dataclass(frozen=True, slots=True)
class HotlineLine:
    """A hotline as a body needs it."""

    number: str
    display: str
    owner: str
    is_free: bool
    hours: str

    @property
    def promise(self) -> str:
        """What is said beside the number: "miễn phí, 24/24"."""
        return ", ".join(word for word in ("miễn phí" if self.is_free else "", self.hours) if word)


def hotlines_of(material: Any, *, today: Any) -> tuple[HotlineLine, ...]:
    """Return the material's hotlines that are in service ``today``, 111 first."""
    lines = [
        HotlineLine(h.number, h.display, h.owner, h.is_free, h.hours)
        for h in material.hotlines.all()
        if h.is_valid_on(today)
    ]
    return tuple(sorted(lines, key=lambda line: (line.number != "111", line.number)))


def web(material: Any) -> str:
    """Return the plain text of the article: title, summary and every block, a line each."""
    lines = [material.title, material.summary]
    for block in material.body:
        if block.block_type == "points":
            lines += [block.value["title"], *block.value["items"]]
        else:
            lines.append(strip_tags(str(block.value).replace("</", " </")))
    return nfc("\n".join(line.strip() for line in lines if str(line).strip()))


def zalo(material: Any, *, hotlines: Sequence[HotlineLine], link_url: str, office: str) -> str:
    """Return the Zalo message: neutral first line, body, hotlines, office, link on a last line."""
    text = material.zalo_text.replace("\r\n", "\n").strip()
    calls = [f"☎ {line.display}: {line.owner} ({line.promise})" for line in hotlines]
    parts = [text, "\n".join(calls), MACHINE_LINE.format(office=office), link_url]
    return nfc("\n\n".join(part for part in parts if part))


def hotline_sentences(hotlines: Sequence[HotlineLine]) -> list[str]:
    """Return what is read out for the hotlines: each once with its hours, then all again."""
    if not hotlines:
        return []
    first = [
        f"{line.owner}, số máy {digits_spoken(line.number)}{_spoken_promise(line)}."
        for line in hotlines
    ]
    again = "; ".join(digits_spoken(line.number) for line in hotlines)
    return [*first, f"Xin nhắc lại: {again}."]


def _spoken_promise(line: HotlineLine) -> str:
    free = ", miễn phí" if line.is_free else ""
    return free + (", hai mươi tư giờ mỗi ngày" if line.hours == "24/24" else "")


def poster(
    material: Any,
    *,
    hotlines: Sequence[HotlineLine],
    office: str,
    link: str,
    qr_data: str,
    picture: bytes | None = None,
) -> Poster:
    """Return the poster as plain values, ready for ``media.poster``."""
    return Poster(
        headline=nfc(material.poster_headline.strip()),
        lines=tuple(
            nfc(line.strip()) for line in material.poster_lines.splitlines() if line.strip()
        ),
        hotlines=tuple((line.display, line.owner) for line in hotlines),
        office=office,
        link=link,
        qr_data=qr_data,
        picture=picture,
    )
