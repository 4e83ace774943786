"""The wording checks of a whole material: each body as it would leave, judged for its channel."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from cms import bodies, scripts
from cms.checks import Channel, Finding, HotlineNumber, Level, check

# The fields of the form in which a body's text is typed.
FIELDS = {
    Channel.WEB: ("title", "summary", "body", "picture_alt", "sources"),
    Channel.ZALO: ("zalo_text",),
    Channel.SCRIPT: ("script_text",),
    Channel.POSTER: ("poster_headline", "poster_lines"),
}
NAMES = {
    Channel.WEB: "Bài trên trang thông tin",
    Channel.ZALO: "Tin nhắn Zalo",
    Channel.SCRIPT: "Bài phát thanh",
    Channel.POSTER: "Áp phích",
}


def registry() -> tuple[HotlineNumber, ...]:
    """Return every registered hotline as the pure checks take it."""
    from cms.models import Hotline  # noqa: PLC0415 - models use these checks

    return tuple(
        HotlineNumber(h.number, valid_from=h.valid_from, valid_to=h.valid_to)
        for h in Hotline.objects.all()
    )


def rendered(material: Any, *, today: date) -> dict[Channel, str]:
    """Return the bodies that the material has, as their readers get them."""
    hotlines = bodies.hotlines_of(material, today=today)
    calls = "\n".join(line.display for line in hotlines)
    texts = {Channel.WEB: "\n".join([bodies.web(material), material.sources, calls])}
    if material.zalo_text.strip():
        texts[Channel.ZALO] = bodies.zalo(material, hotlines=hotlines, link_url="", office="")
    if material.script_text.strip():
        texts[Channel.SCRIPT] = scripts.spoken(material, today=today).spoken
    if material.poster_headline.strip() or material.poster_lines.strip():
        lines = [material.poster_headline, material.poster_lines, calls]
        texts[Channel.POSTER] = "\n".join(lines)
    return texts


def findings(material: Any, *, today: date | None = None) -> Mapping[Channel, tuple[Finding, ...]]:
    """Return what the checks find in each body that the material has."""
    today = today or timezone.localdate()
    hotlines = registry()
    return {
        channel: check(
            text,
            channel=channel,
            hotlines=hotlines,
            today=today,
            whole=True,
            sources=material.sources,
        )
        for channel, text in rendered(material, today=today).items()
    }


def approval_problems(material: Any) -> list[str]:
    """Return the sentences that block approval, each naming its body."""
    wording = [
        f"{NAMES[channel]}: {finding.message}"
        for channel, found in findings(material).items()
        for finding in found
        if finding.level is Level.BLOCK
    ]
    return wording + [f"{NAMES[Channel.SCRIPT]}: {text}" for text in scripts.problems(material)]
