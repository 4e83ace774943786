"""A file that is far too large is let pass by without being kept: no disk, no memory."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MOST_BYTES = 60 * 1024 * 1024  # of a whole request; a recording may have 50 MB


class RefuseHuge(FileUploadHandler):
    """Skips every file of a request that is larger than any form here takes."""

    is_huge = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.is_huge = content_length > MOST_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.is_huge:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def is_huge(request: Any) -> bool:
    """Whether the files of ``request`` were skipped for their size."""
    length = request.headers.get("Content-Length", "")
    return length.isdigit() and int(length) > MOST_BYTES
