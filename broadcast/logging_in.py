"""Taking a play log in: first a look, then every sure line proves its airing, once."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from broadcast import airings, playlog
from broadcast.confirming import NotPossibleError
from broadcast.models import Airing, Evidence, PlayLogFile, PlayLogRow, VendorMapping
from broadcast.playlog.matching import Kind, Verdict
from media.text import ascii_slug, fold


@dataclass(frozen=True, slots=True)
class Look:
    """What taking a file in would do."""

    log: playlog.Log
    matches: list[playlog.Match]

    @property
    def summary(self) -> str:
        """One sentence: "142 dòng: 131 khớp, 6 chưa rõ, 5 không có trong lịch"."""
        count = Counter(match.kind for match in self.matches)
        total = len(self.matches) + len(self.log.problems)
        parts = [
            f"{count[Kind.SURE]} khớp",
            f"{count[Kind.AMBIGUOUS]} chưa rõ",
            f"{count[Kind.UNKNOWN]} không có trong lịch",
        ]
        if self.log.problems:
            parts.append(f"{len(self.log.problems)} không đọc được")
        return f"{total} dòng: {', '.join(parts)}."


def receive(*, ward: Any, source: str, name: str, data: bytes, by: Any) -> PlayLogFile:
    """Keep the file to be looked at; raises ``playlog.UnreadableLogError`` for what is no log."""
    playlog.read(data)
    return PlayLogFile.objects.create(
        ward=ward, source=source.strip(), name=name[:160], data=data, uploaded_by=by
    )


def look(file: PlayLogFile) -> Look:
    """Read the file by its vendor's mapping, and match its lines to the ward's airings.

    Raises ``playlog.UnreadableLogError`` when the columns, as they were chosen, say that an
    emergency bulletin was played.
    """
    known = mapping_of(file)
    mapping = (
        playlog.Mapping(known.headings, _words(known.success_words), known.is_month_first)
        if known
        else None
    )
    log = playlog.read(bytes(file.data), known=mapping)
    return Look(log, playlog.match(log.lines, _planned(file, log.lines)))


def mapping_of(file: PlayLogFile) -> VendorMapping | None:
    """Return what is remembered of the vendor whose file it is."""
    return VendorMapping.objects.filter(ward=file.ward_id, source=file.source).first()


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def remember(
    file: PlayLogFile,
    headings: dict[str, str],
    *,
    success_words: str = "",
    is_month_first: bool = False,
) -> None:
    """Keep how the vendor writes its logs, for this file and the next ones."""
    VendorMapping.objects.update_or_create(
        ward=file.ward,
        source=file.source,
        defaults={
            "headings": headings,
            "success_words": success_words.strip()[:200],
            "is_month_first": is_month_first,
        },
    )


@transaction.atomic
def take(file: PlayLogFile, *, by: Any, now: datetime) -> str:
    """Write every line down, and let the sure ones prove their airings; returns the summary.

    A line that was taken before, from this file or another, changes nothing.
    """
    if by.ward_id != file.ward_id:
        raise PermissionDenied
    found = look(file)
    for match in found.matches:
        row = _keep(file, match)
        if row and row.kind == PlayLogRow.Kind.SURE:
            _prove(row, by=by, now=now)
    file.taken_at = file.taken_at or now
    file.save(update_fields=["taken_at"])
    return found.summary


@transaction.atomic
def decide(row: PlayLogRow, *, is_it: bool, by: Any, now: datetime) -> None:
    """Say of an unclear line whether it tells of the airing that it was matched with."""
    if by.ward_id != row.ward_id:
        raise PermissionDenied
    if row.kind != PlayLogRow.Kind.AMBIGUOUS:
        raise NotPossibleError("Dòng này đã được xác định.")
    row.kind = PlayLogRow.Kind.SURE if is_it else PlayLogRow.Kind.REFUSED
    row.decided_by = by
    row.save(update_fields=["kind", "decided_by"])
    if is_it:
        _prove(row, by=by, now=now)


def _planned(file: PlayLogFile, lines: list[playlog.Line]) -> list[playlog.Planned]:
    if not lines:
        return []
    first = min(line.starts_at for line in lines) - timedelta(days=1)
    last = max(line.starts_at for line in lines) + timedelta(days=1)
    rows = Airing.objects.filter(ward=file.ward_id, starts_at__range=(first, last)).exclude(
        state=Airing.State.CANCELLED
    )
    return [
        playlog.Planned(
            id=row.pk,
            cluster=row.loudspeaker.code,
            file=ascii_slug(row.occurrence.item.material.title),
            starts_at=row.starts_at,
            seconds=row.seconds,
        )
        for row in rows.select_related("loudspeaker", "occurrence__item__material")
    ]


def _keep(file: PlayLogFile, match: playlog.Match) -> PlayLogRow | None:
    """Write the line down; None where it was there before."""
    line = match.line
    row, is_new = PlayLogRow.objects.get_or_create(
        ward=file.ward,
        source=file.source,
        cluster=line.cluster[:80],
        starts_at=line.starts_at,
        file_name=line.file[:200],
        defaults={
            "file": file,
            "number": line.row,
            "seconds": line.seconds,
            "reason": line.reason,
            "verdict": match.verdict.value,
            "kind": match.kind.value,
            "airing_id": match.planned.id if match.planned else None,
        },
    )
    return row if is_new else None


_REASONS = {
    Airing.Reason.POWER: ("mat dien", "mat nguon", "power"),
    Airing.Reason.WEATHER: ("mua", "bao lu", "bao so", "giong", "set danh"),
    Airing.Reason.GAVE_WAY: ("nhuong", "uu tien", "khan"),
    Airing.Reason.BROKEN: ("hong", "mat ket noi", "offline", "mat tin hieu"),
}


def _reason(said: str) -> Airing.Reason:
    """Return the reason that a console's own words come nearest to."""
    words = f" {fold(said)} "
    found = (reason for reason, signs in _REASONS.items() if any(f" {s}" in words for s in signs))
    return next(found, Airing.Reason.OTHER)


def _prove(row: PlayLogRow, *, by: Any, now: datetime) -> None:
    airing = row.airing
    if airing is None:
        return
    not_done = row.verdict == Verdict.NOT_DONE
    try:
        airings.record(
            airing,
            claim=Evidence.Claim(row.verdict),
            kind=Evidence.Kind.PLAY_LOG,
            by_user=by,
            seconds=row.seconds,
            reason=_reason(row.reason) if not_done else "",
            note=row.reason,
            how_known=f"Nhật ký {row.source}, {timezone.localtime(row.starts_at):%H:%M %d/%m/%Y}",
            nonce=f"nhat-ky-{row.pk}",
            now=now,
        )
    except NotPossibleError as error:
        row.note = str(error)
        row.save(update_fields=["note"])
