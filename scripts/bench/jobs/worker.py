"""One worker: drain an occurrence that falls due far ahead, as of that moment."""

import resource
import time
from datetime import timedelta
from typing import Any

from broadcast import sending
from broadcast.models import Delivery
from campaigns.models import Occurrence
from scripts.bench import processes


def run(*, occurrence: int, seconds: float) -> dict[str, Any]:
    """Send until nothing waits any more, or for ``seconds``."""
    row = Occurrence.objects.get(pk=occurrence)
    waiting = row.deliveries.filter(state=Delivery.State.PLANNED)
    waiting.exists()
    sending.prepare()
    processes.wait_for_start()
    begun, cpu = processes.now(), time.process_time()
    elapsed = 0.0
    while elapsed < seconds:
        moment = row.due_at + timedelta(seconds=1 + elapsed)
        sending.drain(now=moment, seconds=seconds - elapsed)
        elapsed = processes.now() - begun
        if not waiting.exists():
            break
        time.sleep(0.02)
    return {
        "begun": begun,
        "ended": processes.now(),
        "cpu": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6,
    }
