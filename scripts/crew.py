"""The processes of the Procfile, kept together and stopped together."""

import ctypes
import os
import signal
import threading
import time
from pathlib import Path

from honcho import compat, manager

PR_SET_PDEATHSIG = 1
# The worker finishes what it is sending and says good-bye to the broker: about seven seconds.
SECONDS_TO_STOP = 20


class GentleProcesses(compat.ProcessManager):
    """Asks only the head of each group to stop: it knows how to stop its own children.

    A Celery worker whose children are told at the same moment waits for them in vain.
    """

    def terminate(self, pid: int) -> None:
        """Send SIGTERM to ``pid``; unlike ``kill``, not to its group."""
        os.kill(pid, signal.SIGTERM)


def supervise(root: Path) -> int:
    """Run ``root``'s Procfile until one process ends or somebody stops us; return the exit code.

    Being stopped by a person (Ctrl-C, SIGTERM, a closed terminal) is success.
    """
    listen_for_the_end()
    manager.KILL_WAIT = SECONDS_TO_STOP
    crew = manager.Manager()
    crew._procmgr = GentleProcesses()
    for line in (root / "Procfile").read_text(encoding="utf-8").splitlines():
        name, command = line.split(": ", 1)
        crew.add_process(name, f"exec {command}", cwd=str(root))
    crew.loop()
    return 0 if crew.returncode in {130, 143} else crew.returncode or 1


def listen_for_the_end() -> None:
    """Turn every way in which our parent (make) or terminal may end into SIGTERM to ourselves."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    threading.Thread(target=watch_parent, args=(os.getppid(),), daemon=True).start()


def watch_parent(parent: int) -> None:
    """Stop as soon as ``parent`` stops handling SIGINT.

    A terminal's Ctrl-C reaches us directly. A SIGINT sent to make alone does not: make then gives
    up its own handler and waits for us without a word.
    """
    handled_at_first = handles_interrupt(parent)
    while handled_at_first and handles_interrupt(parent):
        time.sleep(0.5)
    if handled_at_first:
        os.kill(os.getpid(), signal.SIGTERM)


def handles_interrupt(pid: int) -> bool:
    """Tell whether the process ``pid`` lives and has a handler for SIGINT."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return False
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGINT - 1) & 1)
