"""What each process does, as the commands and the Procfile do it."""

import os
import shlex
import signal
import sys
import time
from typing import Any

from django.core.management import call_command

from broadcast.zalo.simulator import saving, server
from tests.kill import ward
from tests.kill.house import KEY, ROOT, House
from tests.kill.plan import Plan

WORKER = "worker --queues default,plan,send --concurrency 2 --loglevel WARNING"
QUIET = "--without-gossip --without-mingle --without-heartbeat"


def zalo(house: House, plan: Plan) -> None:
    """Serve, and write down at the end what was accepted."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    simulator = server.Simulator(house.zalo, key=KEY, start=ward.fixture())
    for rule in rules(plan):
        simulator.faults.add(rule)
    try:
        server.serve(simulator)
    except KeyboardInterrupt:
        saving.write(simulator.world, house.record)


def beat(house: House) -> None:
    """Ring the bells."""
    from cms.celery import app

    for path in house.var.glob("celerybeat-schedule*"):
        path.unlink()
    pid = house.folder / "beat.pid"
    pid.unlink(missing_ok=True)
    app.start(["beat", "--loglevel", "WARNING", "--pidfile", str(pid)])


def rules(plan: Plan) -> list[dict[str, Any]]:
    """Return the faults of ``plan``; whatever they do not hit is late by its latency."""
    return [*plan.faults, {"kind": "latency", "seconds": plan.latency}]


def drain() -> None:
    """Work without Celery until nothing is left."""
    call_command("drain", until_empty=True, seconds=0.2, stdout=sys.stdout)


def tick_forever() -> None:
    """Do what cron does where there is no Celery, only more often."""
    while True:
        time.sleep(1)
        call_command("tick", stdout=sys.stdout)


def celery_worker() -> None:
    """Work with Celery, on every queue."""
    from cms.celery import app

    app.worker_main([*WORKER.split(), *QUIET.split()])


def web() -> None:
    """Serve as the Procfile says."""
    from gunicorn.app import wsgiapp

    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    command = next(line for line in lines if line.startswith("web: "))
    sys.argv = shlex.split(os.path.expandvars(command))[1:]
    wsgiapp.run()
