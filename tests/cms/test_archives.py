"""A backup brings everything back, elsewhere too, and overwrites nothing unasked."""

import io
import stat
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection, connections

from cms import archiving, dumping
from outreach.models import Province, User
from tests import database

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def place(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test folders of its own, with a file in them."""
    settings.VAR = tmp_path / "var"
    settings.MEDIA_ROOT = settings.VAR / "media"
    (settings.MEDIA_ROOT / "ghi-am").mkdir(parents=True)
    (settings.MEDIA_ROOT / "ghi-am" / "bài.mp3").write_bytes(b"\0am thanh")
    for name in ("SECRET_KEY", "SECRET_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def archive(place: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return an archive of a database with one province of a made-up name."""
    Province.objects.create(code="99", name="Tỉnh Thử", kind="tinh")
    call_command("backup", "--to", str(place / "kho"))
    [path] = (place / "kho").glob("*.tar.gz")
    assert str(path) in capsys.readouterr().out
    return path


@pytest.fixture
def elsewhere(place: Path, settings: LazySettings) -> Iterator[None]:
    """Move to a machine on which nothing has been set up."""
    before = connection.settings_dict["NAME"]
    settings.VAR = place / "may-khac"
    settings.MEDIA_ROOT = settings.VAR / "media"
    settings.VAR.mkdir()
    if connection.vendor == "sqlite":
        database.point_to(settings.VAR / "lantoa.sqlite3")
        yield
        database.point_to(before)
        return
    database.execute_outside('DROP DATABASE IF EXISTS "test_lantoa_elsewhere" WITH (FORCE)')
    database.execute_outside('CREATE DATABASE "test_lantoa_elsewhere"')
    database.point_to("test_lantoa_elsewhere")
    yield
    database.point_to(before)
    database.execute_outside('DROP DATABASE "test_lantoa_elsewhere" WITH (FORCE)')


def test_an_archive_holds_everything_and_is_for_its_owner_only(
    archive: Path, settings: LazySettings
) -> None:
    with tarfile.open(archive) as tar:
        names = set(tar.getnames())

    assert names == {
        dumping.name_of_dump(),
        "secret_key",
        "media/ghi-am/bài.mp3",
        "manifest.json",
    }
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert list(archive.parent.glob(".*")) == []


@pytest.mark.usefixtures("archive", "elsewhere")
def test_a_machine_with_nothing_gets_everything_back(
    archive: Path, settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    key, settings.SECRET_KEY = settings.SECRET_KEY, "khoá của máy mới"

    call_command("restore", str(archive))

    assert Province.objects.get(code="99").name == "Tỉnh Thử"
    assert (settings.MEDIA_ROOT / "ghi-am" / "bài.mp3").read_bytes() == b"\0am thanh"
    assert (settings.VAR / "secret_key").read_text(encoding="utf-8") == key
    assert stat.S_IMODE((settings.VAR / "secret_key").stat().st_mode) == 0o600
    assert "secret_key.restored" not in capsys.readouterr().out
    call_command("migrate", check_unapplied=True, verbosity=0)


def test_nothing_is_overwritten_unasked(archive: Path, settings: LazySettings) -> None:
    Province.objects.filter(code="99").update(name="Tỉnh Mới")

    with pytest.raises(CommandError, match="--overwrite"):
        call_command("restore", str(archive))

    assert Province.objects.get(code="99").name == "Tỉnh Mới"


def test_overwriting_keeps_what_was_there_in_an_archive_of_its_own(
    archive: Path, settings: LazySettings
) -> None:
    Province.objects.filter(code="99").update(name="Tỉnh Mới")
    User.objects.create(username="sau-sao-luu")
    (settings.MEDIA_ROOT / "moi.txt").write_text("mới", encoding="utf-8")

    call_command("restore", str(archive), "--overwrite")

    assert Province.objects.get(code="99").name == "Tỉnh Thử"
    assert not User.objects.filter(username="sau-sao-luu").exists()
    assert not (settings.MEDIA_ROOT / "moi.txt").exists()
    [kept] = (settings.VAR / "backups" / "truoc-phuc-hoi").glob("*.tar.gz")
    call_command("restore", str(kept), "--overwrite")
    assert Province.objects.get(code="99").name == "Tỉnh Mới"


def test_a_key_that_was_set_from_outside_is_left_to_a_person(
    archive: Path,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    key, settings.SECRET_KEY = settings.SECRET_KEY, "khoá khác"
    monkeypatch.setenv("SECRET_KEY", "khoá khác")

    call_command("restore", str(archive), "--overwrite")

    assert (settings.VAR / "secret_key.restored").read_text(encoding="utf-8") == key
    assert "SECRET_KEY_FILE" in capsys.readouterr().out


@pytest.mark.parametrize("harm", ["cut", "changed", "other engine", "no archive"])
def test_a_bad_archive_changes_nothing(archive: Path, settings: LazySettings, harm: str) -> None:
    Province.objects.filter(code="99").update(name="Tỉnh Mới")
    data = archive.read_bytes()
    match harm:
        case "cut":
            archive.write_bytes(data[: len(data) // 2])
        case "changed":
            rewrite(archive, "media/ghi-am/bài.mp3", b"khac")
        case "other engine":
            other = "sqlite" if connection.vendor == "postgresql" else "postgresql"
            manifest = read(archive, "manifest.json").decode()
            changed = manifest.replace(f'"{connection.vendor}"', f'"{other}"')
            rewrite(archive, "manifest.json", changed.encode())
        case _:
            archive.write_text("không phải", encoding="utf-8")

    with pytest.raises(CommandError, match="Chưa phục hồi được"):
        call_command("restore", str(archive), "--overwrite")

    connections.close_all()
    assert Province.objects.get(code="99").name == "Tỉnh Mới"
    assert (settings.MEDIA_ROOT / "ghi-am" / "bài.mp3").exists()


def test_only_the_latest_are_kept(place: Path) -> None:
    for day in range(1, 6):
        (place / f"lantoa-2026110{day}-021500.tar.gz").touch()
    (place / "khac.tar.gz").touch()

    archiving.forget_old(place, keep=2)

    assert sorted(path.name for path in place.glob("*.gz")) == [
        "khac.tar.gz",
        "lantoa-20261104-021500.tar.gz",
        "lantoa-20261105-021500.tar.gz",
    ]


def read(archive: Path, name: str) -> bytes:
    with tarfile.open(archive) as tar:
        file = tar.extractfile(name)
        assert file is not None
        return file.read()


def rewrite(archive: Path, name: str, data: bytes) -> None:
    """Put ``data`` in the place of one file in the archive."""
    with tarfile.open(archive) as tar:
        kept = [(member, read(archive, member.name)) for member in tar.getmembers()]
    with tarfile.open(archive, "w:gz") as tar:
        for member, content in kept:
            content = data if member.name == name else content
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
