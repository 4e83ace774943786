"""Zip files that come out byte for byte the same from the same entries."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_TIME = (1980, 1, 1, 0, 0, 0)


def zip_bytes(entries: Mapping[str, bytes]) -> bytes:
    """Return a zip of ``entries`` (ASCII name → content), sorted, with fixed times.

    Raises ``ValueError`` for a name that is not ASCII, absolute, or climbs out of the folder.
    """
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as archive:
        for name in sorted(entries):
            if not name.isascii() or name.startswith("/") or ".." in name.split("/"):
                raise ValueError(f"unsafe name in archive: {name!r}")
            archive.writestr(ZipInfo(name, _TIME), entries[name], ZIP_DEFLATED)
    return output.getvalue()
