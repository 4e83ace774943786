"""Which of our addresses another program already uses, said so that a person can act on it."""

import os
import socket
import threading
import time
from collections.abc import Callable

PURPOSES = {"PORT": "trang web", "ZALO_SIMULATOR_PORT": "Zalo mô phỏng"}


def busy(variables: list[str]) -> dict[str, int]:
    """Return those of ``variables`` whose port on 127.0.0.1 is taken, with the port."""
    numbers = {name: int(os.environ[name]) for name in variables}
    return {name: port for name, port in numbers.items() if not is_free(port)}


def is_free(port: int) -> bool:
    """Tell whether a server could listen on ``port`` now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def when_open(variables: list[str], announce: Callable[[], None]) -> None:
    """Call ``announce`` once, in the background, when servers listen on all those ports."""

    def wait() -> None:
        while len(busy(variables)) < len(variables):
            time.sleep(0.3)
        announce()

    threading.Thread(target=wait, daemon=True).start()


def advice(taken: dict[str, int]) -> str:
    """Say in Vietnamese what is taken and how to choose other ports."""
    lines = [f"Cổng {port} ({PURPOSES[name]}) đang bận." for name, port in taken.items()]
    choices = " ".join(f"{name}={port + 10}" for name, port in taken.items())
    return "\n".join([*lines, f"Hãy dừng chương trình đang dùng, hoặc chạy: make run {choices}"])
