"""No log line holds a secret, whoever writes it and however hostile the record."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.test import RequestFactory

from broadcast import reporting
from cms import logs
from cms.redaction import redact, redact_all

TOKEN = "30141592653589:tR4k-secret_Value"
LINK = "Zk3x-signed.link_Token"
PHONES = ["0912345678", "0912 345 678", "0912.345.678", "+84 912-345-678", "(024) 3825 1234"]
SECRETS = ["tR4k-secret", LINK, *PHONES, "84912345678"]


@pytest.fixture(params=[False, True], ids=["json", "readable"])
def lines(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Return what the handlers of the settings write, with the tests' own handlers put back."""
    root, written = logging.getLogger(), io.StringIO()
    before, level = root.handlers[:], root.level
    configuration = logs.configuration(is_readable=request.param)
    formatter = configuration["formatters"]["lines"]
    kind = formatter.pop("()")
    handler = logging.StreamHandler(written)
    handler.setFormatter(kind(**formatter))
    root.handlers, root.level = [handler], logging.INFO
    yield written
    root.handlers, root.level = before, level


class Secretive:
    """A thing whose text holds a secret."""

    def __str__(self) -> str:
        return f"/t/{LINK}/ {TOKEN}"


HOSTILE: list[Any] = [
    f"POST https://h/bot{TOKEN}/sendMessage",
    f"token={TOKEN}",
    f"/t/{LINK}/12/xac-nhan/",
    f"/loa/{LINK}/bao/",
    f"/truong-hoc/{LINK}/",
    *[f"gọi {phone} nhé" for phone in PHONES],
    {"deep": [{"deeper": f"/t/{LINK}"}, (PHONES[0],)]},
    {f"/loa/{LINK}": 1},
    84912345678,
    Secretive(),
    f"https://h/bot{TOKEN}/x".encode(),
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_the_standard_library_lets_no_secret_out(lines: io.StringIO, hostile: Any) -> None:
    logger = logging.getLogger("somebody.elses")

    logger.warning("nói: %s", hostile)
    logger.warning(hostile)
    logger.warning("thêm", extra={"given": hostile})
    try:
        raise ValueError(hostile)
    except ValueError:
        logger.exception("hỏng %s", hostile)

    assert_clean(lines.getvalue(), count=4)


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_structlog_lets_no_secret_out(lines: io.StringIO, hostile: Any) -> None:
    logger = structlog.get_logger("ours")

    logger.warning("nói", given=hostile)
    logger.warning(str(hostile))
    with structlog.contextvars.bound_contextvars(bound=hostile):
        logger.info("có ngữ cảnh")
    try:
        raise ValueError(hostile) from KeyError(hostile)
    except ValueError:
        logger.exception("hỏng")

    assert_clean(lines.getvalue(), count=4)


def test_a_line_in_production_is_json_with_its_traceback(lines: io.StringIO) -> None:
    try:
        raise ValueError("vì thế")
    except ValueError:
        logging.getLogger("x").exception("Không gửi được %s", 7)

    try:
        found = json.loads(lines.getvalue())
    except json.JSONDecodeError:
        assert "Không gửi được 7" in lines.getvalue()
        return
    assert found["event"] == "Không gửi được 7"
    assert found["level"] == "error"
    assert found["logger"] == "x"
    assert "ValueError: vì thế" in found["exception"]


def test_what_somebody_asked_for_is_not_written_down(
    lines: io.StringIO, rf: RequestFactory
) -> None:
    request = rf.get("/lien-he/?tim=bi+lua")

    logging.getLogger("django.request").error(
        "Internal Server Error: %s", request.path, extra={"request": request, "status_code": 500}
    )

    assert "500" in lines.getvalue()
    assert "bi+lua" not in lines.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "24/11/2026 08:00, 412 tin của 1.180",
        "2026-11-24T23:06:46.084123456+07:00",
        "mất 0.0912345678 giây, 84.1234567890",
        "sha256 0a91234567890bcdef0912345678abcd",
        "occurrence=1234567890123",
        "GET /admin/luot-gui/?p=2",
        "127.0.0.1:50912",
        "gọi 111, 113 hay 18008080",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redact(text) == text


def test_figures_stay_figures() -> None:
    value = {"delivery": 12, "seconds": 0.5, "ok": True, "bot": None}

    assert redact_all(value) == value


def test_an_event_of_the_engine_holds_ids_only(lines: io.StringIO) -> None:
    reporting.tell(
        "delivery.settled",
        delivery=12,
        state="sent",
        text="Bà con hỏi kỹ trước khi nhận việc.",
        name="Bác Lan",
        token=TOKEN,
        phone=PHONES[0],
    )

    line = lines.getvalue()
    assert_clean(line, count=1)
    assert "delivery.settled" in line
    assert "12" in line
    assert "Bà con" not in line
    assert "Lan" not in line
    assert line.count(reporting.LEFT_OUT) == 4


def assert_clean(text: str, *, count: int) -> None:
    """Fail if a secret stands in ``text``, or if there are fewer lines than were written."""
    assert len(text.strip().splitlines()) >= count
    assert [secret for secret in SECRETS if secret in text] == []
