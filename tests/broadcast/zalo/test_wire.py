"""What the wire hands out, and in which order."""

from typing import Any

import pycurl
import pytest

from broadcast.zalo.wire import Timeouts, Wire, _Line


class Multi:
    """What libcurl has ready, in the order in which it ended; read as pycurl reads it."""

    def __init__(self, ended: list[tuple[Any, int]]) -> None:
        self._ended = ended

    def info_read(self, most: int = 1000) -> tuple[int, list[Any], list[Any]]:
        now, self._ended = self._ended[:most], self._ended[most:]
        good = [handle for handle, code in now if not code]
        return len(self._ended), good, [(handle, code, "") for handle, code in now if code]

    def perform(self) -> None:
        """All have ended."""

    def remove_handle(self, handle: Any) -> None:
        """None is under way."""


def test_calls_are_handed_out_in_the_order_in_which_they_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = Wire("http://127.0.0.1", timeouts=Timeouts())
    codes = [pycurl.E_GOT_NOTHING, 0, pycurl.E_GOT_NOTHING, 0]
    ended = []
    for number, code in enumerate(codes):
        used = _Line(line._handle())
        line._busy[used.handle] = (number, used)
        ended.append((used.handle, code))
    monkeypatch.setattr(line, "_multi", Multi(ended))

    found = line.finished()

    assert [key for key, _seen in found] == [0, 1, 2, 3]
    assert [bool(seen.trouble) for _key, seen in found] == [bool(code) for code in codes]
