"""A frozen script as the sheet that is read from."""

from datetime import date
from typing import Any

from django.utils import timezone

from campaigns.models import Campaign
from cms import scripts
from cms.wards import ward_of
from media import script_sheet, timing
from media.text import split_sentences
from media.versions import Version


def of_script(
    text: str,
    *,
    material: Any,
    campaign: Campaign,
    code: str,
    version: Version,
    revision: int,
    day: date,
    confirm_url: str,
    size_pt: int = 20,
) -> script_sheet.Sheet:
    """Return the sheet of ``text`` as it was frozen, with what is written otherwise beside it."""
    script = scripts.spoken(material, version=version, today=day)
    written = {said: forms for forms, said in script.sentences}
    lines = [line for line in text.splitlines() if line.strip()]
    calls = tuple(line for line in lines if line in script.hotlines)
    said = [one for line in lines if line not in calls for one in split_sentences(line)]
    ward = ward_of(material)
    return script_sheet.Sheet(
        office=ward.office_name if ward else "",
        title=material.title,
        code=code,
        revision=str(revision),
        version=version.label.lower(),
        sentences=tuple((written.get(one, ""), one) for one in said),
        hotline_lines=calls,
        seconds=timing.seconds(text, rate=ward.reading_rate) if ward else timing.seconds(text),
        approver=str(campaign.approved_by or ""),
        approved_at=timezone.localtime(campaign.approved_at or timezone.now()),
        confirm_url=confirm_url,
        size_pt=size_pt,
    )


def size(text: str) -> int:
    """Return the size of letters that ``text`` asks for, in points; 20 if it asks for none."""
    return int(text) if text in {str(one) for one in script_sheet.SIZES} else 20
