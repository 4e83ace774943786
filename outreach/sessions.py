"""A school's request from arrival to report; numbers only, never a name of a pupil."""

from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from outreach.models import Exposure, ExposureKind, Level, Proof, School, Session, SessionRequest

_SALT = "outreach.sessions"


class NotPossibleError(Exception):
    """The request's state does not allow the act; the message says why, in Vietnamese."""


def ask(school: School, *, form_key: str, **answers: Any) -> SessionRequest:
    """Record a request; the same form sent twice gives the same request."""
    try:
        with transaction.atomic():
            return SessionRequest.objects.create(
                ward_id=school.ward_id, school=school, form_key=form_key, **answers
            )
    except IntegrityError:
        return SessionRequest.objects.get(form_key=form_key)


def token(request: SessionRequest) -> str:
    """Return the secret part of the school's status link."""
    digest = salted_hmac(_SALT, f"{request.pk}.{request.link_nonce}", algorithm="sha256")
    return f"{request.pk}-{digest.hexdigest()[:32]}"


def request_of(given: str) -> SessionRequest | None:
    """Return the request whose status link carries ``given``; wrong and unknown look the same."""
    number, _, _ = given.partition("-")
    pk = int(number) if number.isdigit() and len(number) < 12 else 0
    found = SessionRequest.objects.select_related("school", "ward", "kit").filter(pk=pk).first()
    expected = token(found) if found else "0-" + "0" * 32
    return found if constant_time_compare(given, expected) else None


def approve(
    request: SessionRequest, *, by: Any, on: date, at: time, presenter: str, kit: Any
) -> None:
    """Agree to the session with its date, hour, presenter and kit."""
    _answer(
        request,
        by,
        state=SessionRequest.State.APPROVED,
        agreed_on=on,
        agreed_at=at,
        presenter=presenter,
        kit=kit,
        reason="",
    )


def refuse(request: SessionRequest, *, by: Any, reason: str) -> None:
    """Say no, with a reason that the school will read."""
    if not reason.strip():
        raise NotPossibleError("Ghi lý do để nhà trường biết.")
    _answer(request, by, state=SessionRequest.State.REFUSED, reason=reason.strip())


def _answer(request: SessionRequest, by: Any, **values: Any) -> None:
    waiting = SessionRequest.objects.filter(pk=request.pk, state=SessionRequest.State.WAITING)
    if not waiting.update(answered_by=by, answered_at=timezone.now(), **values):
        raise NotPossibleError("Đề nghị này đã được trả lời.")
    request.refresh_from_db()


@transaction.atomic
def report(
    request: SessionRequest,
    *,
    held_on: date,
    pupils: int,
    teachers: int,
    has_read_disclosure_card: bool,
) -> Session:
    """Record that the session took place, and the exposure that it is; once.

    Raises ``NotPossibleError`` before approval, for a future day, or when the disclosure card has
    not been read. Sent again after success, it returns the session that is there.
    """
    if existing := Session.objects.filter(request=request).first():
        return existing
    if request.state != SessionRequest.State.APPROVED:
        raise NotPossibleError("Chỉ báo cáo được buổi mà phường đã đồng ý.")
    if held_on > timezone.localdate():
        raise NotPossibleError("Ngày tổ chức chưa tới.")
    if not has_read_disclosure_card:
        raise NotPossibleError("Báo cáo viên cần đọc thẻ “Khi trẻ chia sẻ” rồi đánh dấu.")
    session = Session.objects.create(
        ward_id=request.ward_id,
        request=request,
        held_on=held_on,
        pupils=pupils,
        teachers=teachers,
        has_read_disclosure_card=True,
    )
    SessionRequest.objects.filter(pk=request.pk).update(state=SessionRequest.State.DONE)
    request.refresh_from_db()
    _expose(session)
    return session


def _expose(session: Session) -> None:
    at = session.request.agreed_at or time(8)
    Exposure.objects.create(
        ward_id=session.ward_id,
        school=session.request.school,
        kind=ExposureKind.SCHOOL_SESSION,
        occurred_at=timezone.make_aware(datetime.combine(session.held_on, at)),
        insertions=1,
        units=session.pupils,
        level=Level.CONFIRMED,
        proof=Proof.HEAD_COUNT,
        source=Exposure.Source.SESSION,
        source_key=f"session:{session.pk}",
    )
