"""The processes of one run: what they do, who is alive, and who is started again."""

import json
import socket
import time
import urllib.request
from functools import partial
from typing import Any

from tests.kill import works
from tests.kill.house import IN_FLIGHT, KEY, House
from tests.kill.plan import Plan
from tests.kill.processes import Process


class Crew:
    """Zalo, the workers, the clock and the web server of one run."""

    def __init__(self, house: House, plan: Plan) -> None:
        self.house, self.plan = house, plan
        house.record.unlink(missing_ok=True)
        self.zalo = self._process("zalo", partial(works.zalo, house, plan))
        self._wait_for(house.zalo)
        self.workers: list[Process] = []
        # Children that have outlived their killed parent.
        self.remains: list[Process] = []
        # How many ended by themselves, and how many calls may have been in flight there.
        self.crashed = self.calls = 0
        self.others: dict[str, Process] = {}
        if plan.is_celery:
            self.workers.append(self._process("worker", works.celery_worker))
            self.others["beat"] = self._process("beat", partial(works.beat, house))
        else:
            self.workers += [self._process(f"worker{n}", works.drain) for n in range(plan.workers)]
            self.others["ticker"] = self._process("ticker", works.tick_forever)
        if plan.has_web:
            self.others["web"] = self._process("web", works.web)
            self._wait_for(house.web)

    @property
    def drains(self) -> int:
        """How many drains may be running at once in each worker."""
        return 2 if self.plan.is_celery else 1

    def _process(self, name: str, work: Any) -> Process:
        return Process(name, work, log=self.house.folder / "logs" / f"{name}.log")

    def keep(self) -> None:
        """Start again what has ended, as systemd would, but let a drain without Celery rest that
        found nothing more to do.
        """
        for process in (*self.workers, *self.others.values()):
            if process.is_alive:
                continue
            is_worker = process in self.workers
            if is_worker and not self.plan.is_celery and process.code == 0:
                continue
            self.crashed += 1
            # What is left of it ends now, as systemd would have it, calls under way included.
            self.calls += is_worker * self.drains * IN_FLIGHT
            process.strike()
            process.start()

    def replace(self, process: Process) -> None:
        """Put a new worker in the place of one whose head was killed."""
        self.remains.append(process)
        new = Process(process.name, process.work, log=process.log)
        self.workers[self.workers.index(process)] = new

    def recall(self) -> None:
        """Start the workers again that had found nothing more to do."""
        for process in self.workers:
            if not process.is_alive:
                process.strike()
                process.start()

    def are_done(self) -> bool:
        """Whether no worker without Celery is still under way."""
        return self.plan.is_celery or not any(worker.is_alive for worker in self.workers)

    def misbehave(self, rules: list[dict[str, Any]]) -> None:
        """Tell Zalo to misbehave in these ways and no others."""
        self._tell_zalo("faults", {"clear": True, "rules": rules})

    def _tell_zalo(self, deed: str, data: dict[str, Any]) -> None:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.house.zalo}/_sim/{deed}",
            json.dumps(data).encode(),
            {"X-Sim-Key": KEY},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 our own server
            answer.read()

    def end(self) -> dict[str, Any]:
        """End everybody and return what Zalo has accepted, in its own words."""
        for process in (*self.workers, *self.others.values(), *self.remains):
            process.strike()
        self.zalo.ask_to_stop()
        self.zalo.wait(10)
        self.zalo.strike()
        return json.loads(self.house.record.read_text(encoding="utf-8"))

    def _wait_for(self, port: int) -> None:
        """Return when somebody listens on ``port``."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError(f"nobody listens on {port}")
