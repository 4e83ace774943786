"""Tokens stay out of messages and tracebacks, whatever the handler."""

import logging

import pytest

from broadcast.zalo.redaction import TokenFilter, redact

ADDRESS = "https://bot-api.example/bot1001:tR4k-secret/sendMessage"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (f"POST {ADDRESS} 200", "POST https://bot-api.example/bot***/sendMessage 200"),
        ('URL("http://h/bot1:a")', 'URL("http://h/bot***")'),
        ("một bot khác, /both/ways", "một bot khác, /bot***/ways"),
        ("không có gì", "không có gì"),
    ],
)
def test_an_address_loses_its_token(text: str, clean: str) -> None:
    assert redact(text) == clean


def test_a_traceback_loses_its_token() -> None:
    logger = logging.Logger("test")
    lines: list[str] = []
    handler = logging.Handler()
    handler.addFilter(TokenFilter())
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    logger.addHandler(handler)

    try:
        raise ValueError(ADDRESS)
    except ValueError:
        logger.exception("Gọi %s", ADDRESS)

    [line] = lines
    assert "ValueError: https://bot-api.example/bot***/sendMessage" in line
    assert "tR4k-secret" not in line
