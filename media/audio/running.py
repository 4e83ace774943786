"""Running ffmpeg on files that strangers made: no shell, no network, no playlists, bounded."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

TIMEOUT = 120  # seconds
MOST_SECONDS = 20 * 60
# Containers of phones, recorders and editors; nothing that can refer to other files.
_DEMUXERS = "wav,mp3,mov,mp4,m4a,3gp,3g2,mj2,ogg"


class AudioError(Exception):
    """The file can't be used; the message says why and what to do, in Vietnamese."""


class ProgramMissingError(AudioError):
    """ffmpeg is not installed on this machine."""

    def __init__(self) -> None:
        super().__init__("Máy chủ chưa có ffmpeg. Người quản trị cài bằng: apt-get install ffmpeg")


def program() -> str:
    """Return the path of ffmpeg; ``ProgramMissingError`` when it is not installed."""
    if found := shutil.which(settings.LANTOA_FFMPEG):
        return found
    raise ProgramMissingError


def run(source: Path, arguments: Sequence[str]) -> str:
    """Let ffmpeg read ``source`` and return what it says of it.

    Raises ``AudioError`` when the file can't be decoded or takes longer than ``TIMEOUT``.
    """
    command = [
        program(), "-nostdin", "-hide_banner", "-nostats", "-protocol_whitelist", "file,pipe",
        "-format_whitelist", _DEMUXERS, "-t", str(MOST_SECONDS + 1), "-i", f"file:{source}",
        "-map", "0:a:0", *arguments,
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise AudioError("Tệp ghi âm xử lý quá lâu. Ghi lại hoặc cắt ngắn rồi tải lên.") from error
    words = done.stderr.decode("utf-8", errors="replace")
    if done.returncode:
        raise AudioError("Không nghe được tệp này. Tải lên bản ghi mp3, wav, m4a hoặc ogg khác.")
    return words
