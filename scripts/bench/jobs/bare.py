"""The HTTP client that the engine uses, by itself: the same messages, no ledger."""

import time
from typing import Any

from broadcast.zalo.wire import Timeouts, Wire
from scripts.bench import processes


def run(*, url: str, messages: int, bots: int, text: str, in_flight: int) -> dict[str, Any]:
    """Post every message with ``in_flight`` calls at once, as many as a worker has."""
    wire = Wire(url, timeouts=Timeouts())
    begun, cpu = processes.now(), time.process_time()
    started = ended = 0
    while ended < messages:
        while started < messages and started - ended < in_flight:
            form = {"chat_id": f"zgr-{started:020x}", "text": text}
            wire.post(started, f"{url}/bot{started % bots + 1}:bench/sendMessage", form, read=45)
            started += 1
        ended += len(wire.finished(wait=0.2))
    seconds, used = processes.now() - begun, time.process_time() - cpu
    wire.close()
    return {"seconds": seconds, "cpu": used}
