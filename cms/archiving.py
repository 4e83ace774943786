"""One dated archive with everything that is not code: database, files, secret key.

``lantoa-20261124-021500.tar.gz`` holds ``manifest.json`` (last), the dump, ``secret_key`` and
``media/…``. The manifest carries a SHA-256 of every file, and nothing is put back before all of
them have been checked.
"""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from cms import dumping

FORMAT = 1
PREFIX = "lantoa-"


class ArchiveError(Exception):
    """The archive can't be made or put back; the message says why, in Vietnamese."""


def make(folder: Path, *, now: datetime) -> Path:
    """Write an archive into ``folder`` and return its path; only its owner may read it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = _free_name(folder, now)
    part = folder / f".{path.name}.part"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".dump-") as draft:
        dump = Path(draft) / dumping.name_of_dump()
        dumping.dump(dump)
        key = Path(draft) / "secret_key"
        key.write_text(settings.SECRET_KEY, encoding="utf-8")
        files = {dump.name: dump, key.name: key, **dict(_media())}
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(descriptor, "wb") as raw,
            tarfile.open(fileobj=raw, mode="w:gz", compresslevel=1) as tar,
        ):
            for name, file in files.items():
                tar.add(file, arcname=name, recursive=False)
            manifest = Path(draft) / "manifest.json"
            manifest.write_text(json.dumps(_manifest(files, now=now), indent=1), encoding="utf-8")
            tar.add(manifest, arcname=manifest.name)
    part.rename(path)
    return path


def _free_name(folder: Path, now: datetime) -> Path:
    """Name the archive by its moment; one of the same second must not replace another."""
    stamp = timezone.localtime(now).strftime("%Y%m%d-%H%M%S")
    names = (
        folder / f"{PREFIX}{stamp}{end}.tar.gz" for end in ("", *map("-{}".format, range(2, 99)))
    )
    return next(path for path in names if not path.exists())


def forget_old(folder: Path, *, keep: int) -> list[Path]:
    """Delete all but the latest ``keep`` archives in ``folder`` and return those deleted."""
    old = sorted(folder.glob(f"{PREFIX}[0-9]*.tar.gz"))[:-keep] if keep else []
    for path in old:
        path.unlink()
    return old


def occupied() -> list[str]:
    """Say in Vietnamese what a restore would overwrite."""
    return [
        *([] if dumping.is_empty() else ["cơ sở dữ liệu đã có dữ liệu"]),
        *(["thư mục tệp đã có tệp"] if next(_media(), None) else []),
    ]


def put_back(path: Path) -> bool:
    """Replace database and files by those in the archive; return whether its key is ours too."""
    with tempfile.TemporaryDirectory(dir=settings.VAR, prefix=".restore-") as folder:
        inside = Path(folder)
        _unpack(path, inside)
        dumping.load(inside / dumping.name_of_dump())
        _replace_media(inside / "media")
        return _put_key_back((inside / "secret_key").read_text(encoding="utf-8"))


def _media() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for file in sorted(root.rglob("*")):
        if file.is_file() and not file.is_symlink():
            yield f"media/{file.relative_to(root)}", file


def _manifest(files: dict[str, Path], *, now: datetime) -> dict[str, object]:
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "engine": connection.vendor,
        "sha256": {name: _sha256(file) for name, file in files.items()},
    }


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _unpack(path: Path, inside: Path) -> None:
    """Unpack and check; raises ``ArchiveError`` before anything of ours has been touched."""
    try:
        with tarfile.open(path) as tar:
            tar.extractall(inside, filter="data")
        manifest = json.loads((inside / "manifest.json").read_text(encoding="utf-8"))
        hashes, engine = manifest["sha256"], manifest["engine"]
        found = {name: _sha256(inside / name) for name in hashes}
    except (OSError, tarfile.TarError, EOFError, ValueError, KeyError) as error:
        raise ArchiveError("Tệp sao lưu hỏng hoặc không phải của Lan Toả.") from error
    if manifest.get("format") != FORMAT or found != hashes:
        raise ArchiveError("Tệp sao lưu đã bị sửa hoặc hỏng: dấu kiểm tra không khớp.")
    if engine != connection.vendor:
        raise ArchiveError(
            f"Bản sao lưu của {engine}, còn máy này dùng {connection.vendor}. Hãy đặt DATABASE_URL."
        )


def _replace_media(source: Path) -> None:
    """Put the files in place; those of before are gone only once the new ones stand there."""
    root = Path(settings.MEDIA_ROOT)
    before = root.with_name(f".{root.name}-before")
    shutil.rmtree(before, ignore_errors=True)
    if root.exists():
        root.rename(before)
    source.mkdir(exist_ok=True)
    shutil.move(source, root)
    shutil.rmtree(before, ignore_errors=True)


def _put_key_back(key: str) -> bool:
    """Bot tokens and signed links need the key of their time. One that was set is not ours to
    change: it is left beside, for a person to put where it belongs.
    """
    if key == settings.SECRET_KEY:
        return True
    is_own = not any(os.environ.get(name) for name in ("SECRET_KEY", "SECRET_KEY_FILE"))
    target = settings.VAR / ("secret_key" if is_own else "secret_key.restored")
    target.touch(mode=0o600)
    target.write_text(key, encoding="utf-8")
    return is_own
