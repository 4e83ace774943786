"""What the web server writes down about an answer: nothing about a reader."""

import io
import json
import logging
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config

from cms import logs, serving

READER = {
    "REMOTE_ADDR": "203.0.113.9",
    "HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Zalo)",
    "HTTP_REFERER": "https://nguon.example/",
    "QUERY_STRING": "tim=bi+lua",
    "RAW_URI": "/x?tim=bi+lua",
}
LINK = "Zk3x-signed.link_Token"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Return what the root handler writes."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.formatter(is_readable=False))
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    monkeypatch.setattr(logging.getLogger(), "level", logging.INFO)
    return out


def logger(accesslog: str | None = "-") -> serving.QuietLogger:
    """Return the logger that Gunicorn would make."""
    config = Config()
    config.set("accesslog", accesslog)
    return serving.QuietLogger(config)


def answer(path: str, *, accesslog: str | None = "-") -> None:
    response: Any = SimpleNamespace(status="200 OK", sent=120)
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, **READER}
    logger(accesslog).access(response, None, environ, timedelta(milliseconds=31))


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/admin/luot-gui/12/", "/admin/luot-gui/12/"),
        (f"/t/{LINK}/12/xac-nhan/", "/t/***/12/xac-nhan/"),
        (f"/loa/{LINK}/", "/loa/***/"),
        ("/zalo/hook/abc123", "/zalo/hook/***"),
        ("/lien-he/", serving.PUBLIC),
        ("/song-cong/viec-lam/", serving.PUBLIC),
        ("/q/8KD2", serving.PUBLIC),
        (f"/truong-hoc/{LINK}/", serving.PUBLIC),
    ],
)
def test_an_answer_is_one_line_without_its_reader(
    written: io.StringIO, path: str, shown: str
) -> None:
    answer(path)

    line = json.loads(written.getvalue())
    del line["timestamp"]
    assert line == {
        "event": "answered",
        "level": "info",
        "logger": "lantoa.web",
        "method": "GET",
        "path": shown,
        "status": 200,
        "milliseconds": 31,
        "bytes": 120,
    }


def test_without_an_access_log_nothing_is_written(written: io.StringIO) -> None:
    answer("/admin/", accesslog=None)

    assert written.getvalue() == ""


def test_an_error_of_the_server_loses_query_and_token() -> None:
    mine, out = logger(), io.StringIO()
    for handler in mine.error_log.handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(out)

    try:
        raise ValueError(f"/t/{LINK}/")
    except ValueError:
        mine.exception("Error handling request %s", f"/t/{LINK}/?tim=bi+lua")

    assert "Error handling request /t/***/" in out.getvalue()
    assert LINK not in out.getvalue()
    assert "bi+lua" not in out.getvalue()
