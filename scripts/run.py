"""``make run``: prepare everything, then keep web server, worker and simulator alive together.

Reads ``PORT``, ``ZALO_SIMULATOR_PORT`` and ``LANTOA_VAR`` from the environment (the Makefile
sets them). Ctrl-C, SIGTERM and a closed terminal stop every process that was started here.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import crew, ports

ROOT = Path(__file__).resolve().parent.parent
STATE = (
    "lantoa.sqlite3*",
    "media",
    "broker",
    "celerybeat-schedule*",
    "demo_accounts.txt",
    "zalo_simulator*",
)


def main() -> int:
    """Return the exit code for the shell; 130 and 143 (stopped by a person) count as success."""
    options = arguments()
    var = prepare_environment()
    busy = ports.busy(["PORT", "ZALO_SIMULATOR_PORT"])
    if busy and (options.from_nothing or not options.setup_only):
        print(ports.advice(busy), file=sys.stderr)
        return 1
    if options.from_nothing:
        forget(var)
    print("Đang chuẩn bị dữ liệu… (lần đầu mất vài phút)", flush=True)
    setup = [sys.executable, "manage.py", "setup_lantoa"]
    if code := subprocess.run(setup, cwd=ROOT, check=False).returncode:  # noqa: S603 our own command
        return code
    if options.setup_only:
        print(welcome(var), "Chạy hệ thống bằng lệnh: make run", sep="\n", flush=True)
        return 0
    ports.when_open(
        ["PORT", "ZALO_SIMULATOR_PORT"],
        lambda: print(welcome(var), "Nhấn Ctrl-C để dừng.\n", sep="\n", flush=True),
    )
    return crew.supervise(ROOT)


def arguments() -> argparse.Namespace:
    """Read the two switches that the Makefile uses."""
    parser = argparse.ArgumentParser(description="Chạy Lan Toả trên một máy.")
    parser.add_argument("--setup-only", action="store_true", help="chỉ chuẩn bị, chưa chạy")
    parser.add_argument("--from-nothing", action="store_true", help="xoá dữ liệu cũ trước")
    return parser.parse_args()


def prepare_environment() -> Path:
    """Fill in what the processes need and return the folder of all state."""
    env = os.environ
    port = env.setdefault("PORT", "8000")
    simulator = env.setdefault("ZALO_SIMULATOR_PORT", "8099")
    var = Path(env.setdefault("LANTOA_VAR", str(ROOT / "var"))).resolve()
    env["LANTOA_VAR"] = str(var)
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    env["PYTHONUNBUFFERED"] = "1"
    env.setdefault("LANTOA_DEMO", "1")
    env.setdefault("SITE_URL", f"http://localhost:{port}")
    env.setdefault("ZALO_BOT_BASE_URL", f"http://127.0.0.1:{simulator}")
    var.mkdir(parents=True, exist_ok=True)
    return var


def forget(var: Path) -> None:
    """Delete the state of the demo; anything else that lies in ``var`` stays."""
    for pattern in STATE:
        for path in var.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def welcome(var: Path) -> str:
    """Say where to go and, in the demo, with which accounts."""
    accounts = var / "demo_accounts.txt"
    lines = [
        "",
        f"Lan Toả:            {os.environ['SITE_URL']}/",
        f"Trang quản trị:     {os.environ['SITE_URL']}/admin/",
        f"Zalo mô phỏng:      http://localhost:{os.environ['ZALO_SIMULATOR_PORT']}/",
        f"Dữ liệu nằm trong:  {var}",
    ]
    if accounts.exists():
        lines += ["", accounts.read_text(encoding="utf-8").rstrip()]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
