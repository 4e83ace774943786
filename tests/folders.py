"""Folders for the state of test processes, which clean up after those that are gone.

A process that is killed, or leaves in a hurry as xdist's workers do, cannot tidy up itself.
"""

import os
import shutil
import tempfile
from pathlib import Path

ALL = Path(tempfile.gettempdir()) / f"lantoa-tests-{os.getuid()}"


def own() -> Path:
    """Return an empty folder for this process."""
    ALL.mkdir(mode=0o700, exist_ok=True)
    for folder in ALL.glob("process-*"):
        pid = folder.name.removeprefix("process-")
        if pid == str(os.getpid()) or not Path("/proc", pid).exists():
            shutil.rmtree(folder, ignore_errors=True)
    folder = ALL / f"process-{os.getpid()}"
    folder.mkdir(exist_ok=True)
    return folder


def kept() -> Path:
    """Return the folder of what later runs may use again."""
    folder = ALL / "kept"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
