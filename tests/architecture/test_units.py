"""What systemd starts in production fits the settings, and ends in good order."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from cms import serving
from cms.celery import app
from tests.architecture import source

UNITS = source.ROOT / "deploy" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
HARDENED = {
    "NoNewPrivileges": "true",
    "ProtectSystem": "strict",
    "ReadWritePaths": "/var/lib/lantoa",
    "ProtectHome": "true",
    "PrivateTmp": "true",
    "CapabilityBoundingSet": "",
    "User": "lantoa",
    "UMask": "0027",
}


def unit(path: Path) -> configparser.ConfigParser:
    """Return the sections of a unit; of a key that is given twice, the last."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(source.text(path))
    return parser


def commands() -> dict[str, str]:
    """Return what each service runs, by its name."""
    return {path.stem: unit(path)["Service"]["ExecStart"] for path in SERVICES}


def queues_of(command: str) -> list[str]:
    found = re.search(r" worker .*--queues (\S+)", command)
    return found.group(1).split(",") if found else []


def test_each_queue_has_a_worker_of_its_own() -> None:
    consumed = [queue for command in commands().values() for queue in queues_of(command)]
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}

    assert sorted(consumed) == sorted(routed | {settings.CELERY_TASK_DEFAULT_QUEUE})


def test_only_sending_has_several_processes() -> None:
    many = {
        name
        for name, command in commands().items()
        if queues_of(command) and "--concurrency 1 " not in command
    }

    assert many == {"lantoa-worker-send@"}


def test_there_is_one_clock_in_production_and_one_in_the_demo() -> None:
    procfile = source.text(source.ROOT / "Procfile")

    assert [name for name, command in commands().items() if " beat" in command] == ["lantoa-beat"]
    assert [name for name, command in commands().items() if "--beat" in command] == []
    assert procfile.count("--beat") == 1


def test_the_target_starts_every_service() -> None:
    wanted = unit(UNITS / "lantoa.target")["Unit"]["Wants"].split()
    named = {re.sub(r"@\d+", "@", name) for name in wanted}
    started = {path.name for path in SERVICES} - {"lantoa-backup.service"}

    assert named == started | {"lantoa-backup.timer"}


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_service_is_confined_and_ends_in_good_order(path: Path) -> None:
    service = unit(path)["Service"]
    stays = service["Type"] != "oneshot"

    assert {key: service.get(key) for key in HARDENED} == HARDENED
    assert service["EnvironmentFile"] == "/etc/lantoa/lantoa.env"
    assert not stays or (service["KillMode"], service["KillSignal"]) == ("mixed", "SIGTERM")
    assert not stays or service["Restart"] == "always"
    assert not stays or unit(path)["Unit"]["PartOf"] == "lantoa.target"


def test_the_web_may_finish_its_answers_before_it_is_killed() -> None:
    seconds = int(unit(UNITS / "lantoa-web.service")["Service"]["TimeoutStopSec"])

    assert seconds > serving.graceful_timeout


def test_a_bell_comes_back_only_after_its_task_has_ended_one_way_or_another() -> None:
    app.loader.import_default_modules()
    limits = [app.tasks[name].time_limit for name in settings.CELERY_TASK_ROUTES]
    production = source.text(source.ROOT / "cms" / "settings.py")
    visibility = int(re.findall(r'"visibility_timeout": (\d+)', production)[0])

    assert max(limits) < visibility
    assert all(app.tasks[name].acks_late for name in settings.CELERY_TASK_ROUTES)


def test_a_part_is_called_stuck_only_after_it_has_missed_several_bells() -> None:
    rings = [entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    app.loader.import_default_modules()
    limits = [app.tasks[name].time_limit for name in settings.CELERY_TASK_ROUTES]

    assert min(rings) >= 1
    assert max(limits) < settings.LANTOA_HEALTH_FAILURE_SECONDS
    for queue in {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}:
        tasks = {name for name, r in settings.CELERY_TASK_ROUTES.items() if r["queue"] == queue}
        own = [e["schedule"] for e in settings.CELERY_BEAT_SCHEDULE.values() if e["task"] in tasks]
        assert 2 * min(own) < settings.LANTOA_HEALTH_SILENCE_SECONDS


def test_the_environment_names_only_settings_that_exist() -> None:
    example = source.text(source.ROOT / "deploy" / "lantoa.env.example")
    names = re.findall(r"^#?([A-Z][A-Z_]+)=", example, re.MULTILINE)
    code = source.text(source.ROOT / "cms" / "settings.py") + source.text(
        source.ROOT / "cms" / "serving.py"
    )
    code += source.text(source.ROOT / "cms" / "environment.py") + "".join(commands().values())

    assert [name for name in names if name.removesuffix("_FILE") not in code] == []


def test_nginx_writes_down_no_address_and_no_personal_link() -> None:
    text = source.text(source.ROOT / "deploy" / "nginx" / "lantoa.conf")
    formats = re.findall(r"log_format \S+ '([^']*)'", text)
    personal = re.search(r"location ~ \^/\(([\w|-]+)\)/ \{\s+access_log off;", text)

    assert [f for f in formats if re.search(r"remote|user_agent|referer|request_uri|args", f)] == []
    assert personal is not None
    assert {"t", "loa"} < set(personal.group(1).split("|"))
    assert set(re.findall(r"error_log \S+ (\w+);", text)) == {"crit"}
    assert "location /zalo/hook/" in text


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="a machine without systemd")
def test_systemd_understands_every_unit(tmp_path: Path) -> None:
    for path in UNITS.iterdir():
        name = path.name.replace("@.", "@1.")
        text = re.sub(r"/opt/lantoa/\.venv/bin/\w+", "/bin/true", source.text(path))
        (tmp_path / name).write_text(re.sub(r"(User|Group)=lantoa\n", "", text), encoding="utf-8")

    found = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(map(str, tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    ours = [line for line in found.stderr.splitlines() if "lantoa" in line]
    assert (ours, found.returncode) == ([], 0)
