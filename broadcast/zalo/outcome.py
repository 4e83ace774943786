"""From what was seen on the wire to what the ledger may believe (pure).

The table is the one of the Zalo specification: ``ok`` and ``error_code`` decide, the HTTP status
is the fallback, descriptions are never read, and whatever is not listed is ``Unknown``.
"""

import json
from datetime import UTC, datetime
from typing import Any

from broadcast.carriers.port import BotEffect, NotSent, Receipt, Refused, SendError, Unknown
from broadcast.zalo.wire import Seen

VIA = "zalo"
LONGEST_ID = 80  # characters of a message's identity
LONGEST_WAIT = 86_400  # seconds that a bot rests at most, whatever the answer asks for
_LOOK = "hãy xem trong nhóm hoặc hỏi tổ trưởng trước khi gửi lại."
NOT_LEFT = "Chưa kết nối được tới Zalo; hệ thống sẽ tự gửi lại."
NO_ANSWER = f"Yêu cầu đã đi nhưng Zalo không trả lời; {_LOOK}"
UNCLEAR = f"Zalo trả lời không rõ ràng; {_LOOK}"
NO_MESSAGE_ID = f"Zalo báo đã nhận nhưng không cho mã tin; {_LOOK}"
OTHER_ERROR = f"Zalo báo lỗi {{code}}, không rõ tin đã tới hay chưa; {_LOOK}"
TOO_MANY = "Zalo báo bot gửi quá nhanh hoặc đã hết hạn mức; bot tạm dừng, tin sẽ được gửi sau."
BAD_TOKEN = "Zalo không chấp nhận mã truy cập của bot; bot đã dừng, cần cập nhật mã truy cập."  # noqa: S105 a sentence
BAD_REQUEST = "Zalo từ chối tin này; hãy kiểm tra nội dung và liên kết Zalo của tổ."
NO_CHAT = "Zalo không tìm thấy đoạn chat này; hãy liên kết lại Zalo của tổ."


def receipt(seen: Seen) -> Receipt | SendError:
    """Judge the answer to a message."""
    answer = result(seen)
    if isinstance(answer, SendError):
        return answer
    inner = answer.get("result")
    inner = inner if isinstance(inner, dict) else {}
    message_id = identity(inner.get("message_id"), longest=LONGEST_ID)
    if not message_id:
        return Unknown(NO_MESSAGE_ID, code="no_message_id")
    return Receipt(message_id=message_id, via=VIA, sent_at=_moment(inner.get("date")))


def identity(value: object, *, longest: int) -> str:
    """Read an identity given as text or as a number; "" for what is none, or can't be kept.

    A NUL or half a surrogate pair would make the database refuse all that is written with it.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value)
    return text if len(text) <= longest and text.isprintable() else ""


def result(seen: Seen) -> dict[str, Any] | SendError:
    """Return the envelope of a good answer, or what its absence means."""
    if seen.trouble:
        if seen.left:
            return Unknown(NO_ANSWER, code="no_answer")
        return NotSent(NOT_LEFT, code="not_left")
    data = envelope(seen.body)
    if data is None:
        if seen.status in {401, 429}:
            return _error(seen.status, seen)
        return Unknown(UNCLEAR, code="not_an_envelope")
    if data["ok"]:
        return data
    return _error(_number(data.get("error_code")) or seen.status, seen)


def envelope(body: bytes) -> dict[str, Any] | None:
    """Return the JSON object that says ``ok`` true or false, or ``None`` for anything else."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and isinstance(data.get("ok"), bool) else None


def _error(code: int, seen: Seen) -> SendError:
    match code:
        case 429:
            wait = min(seen.retry_after, LONGEST_WAIT) if seen.retry_after else None
            return NotSent(TOO_MANY, code="429", retry_after=wait, bot_effect=BotEffect.PAUSE)
        case 401:
            return NotSent(BAD_TOKEN, code="401", bot_effect=BotEffect.STOP)
        case 400:
            return Refused(BAD_REQUEST, code="400")
        case 404:
            return Refused(NO_CHAT, code="404")
        case _:
            return Unknown(OTHER_ERROR.format(code=code), code=str(code))


def _number(value: object) -> int:
    """Read an error code given as a number or as digits; 0 for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    digits = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10
    return int(str(value)) if digits else 0


def _moment(value: object) -> datetime | None:
    """Read Zalo's time: milliseconds since 1970, UTC."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value / 1000, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
