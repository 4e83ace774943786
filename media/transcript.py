"""Hearing a recording again by machine, where the optional transcriber is installed.

It never blocks and never approves: it shows a listener where the recording may depart from the
script. The program runs apart from ours; its package (extra ``asr``) carries its own model.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from django.conf import settings

from media.audio.running import run
from media.reading import plain
from media.text import split_sentences

_TIMEOUT = 600
FINE, WRONG = 0.25, 0.5  # shares of syllables


class TranscriberMissing(Exception):  # noqa: N818 a state, not a fault
    """No transcriber is installed on this machine."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was heard against what should have been read.

    ``error_share`` is the share of the script's syllables that were not heard in their place;
    ``missing`` are sentences of which less than half was heard; ``unheard`` are hotlines that
    were not heard twice.
    """

    error_share: float
    missing: tuple[str, ...]
    unheard: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """One Vietnamese sentence for whoever listens."""
        if self.error_share > WRONG:
            return "Bản ghi có thể đọc sai bài. Nghe kỹ trước khi duyệt."
        if self.error_share > FINE:
            return "Máy nghe thấy nhiều chỗ khác bài. Nghe kỹ các câu dưới đây."
        if self.missing or self.unheard:
            return "Phần lớn đúng bài; nghe kỹ các chỗ dưới đây."
        return "Máy nghe khớp với bài."


def transcribe(source: Path) -> str:
    """Return the words that the machine heard; raises ``TranscriberMissing`` or ``AudioError``."""
    program = _program()
    with tempfile.TemporaryDirectory() as folder:
        wav = Path(folder) / "nghe.wav"
        run(source, ["-ar", "16000", "-ac", "1", "-c:a", "pcm_s16le", "-f", "wav", str(wav)])
        done = subprocess.run(  # noqa: S603 fixed program, a file of our own
            [program, str(wav)], capture_output=True, timeout=_TIMEOUT, check=False
        )
    try:
        return str(json.loads(done.stdout)["text"]).strip()
    except (ValueError, KeyError):
        return ""


def _program() -> str:
    beside = str(Path(sys.executable).parent)  # where an extra of our own environment lies
    name = settings.LANTOA_TRANSCRIBER
    found = shutil.which(name) or shutil.which(name, path=beside)
    if not found:
        raise TranscriberMissing
    return found


def compare(spoken: str, heard: str, *, hotlines: Sequence[str] = ()) -> Comparison:
    """Compare the spoken script with the words heard; ``hotlines`` are spoken too."""
    sentences = [one for line in spoken.splitlines() for one in split_sentences(line)]
    words = [plain(one).split() for one in sentences]
    wanted = [word for sentence in words for word in sentence]
    got = plain(heard).split()
    places = SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
    found = {at for block in places for at in range(block.a, block.a + block.size)}
    missing, start = [], 0
    for sentence, its_words in zip(sentences, words, strict=True):
        here = sum(at in found for at in range(start, start + len(its_words)))
        if its_words and here * 2 < len(its_words):
            missing.append(sentence)
        start += len(its_words)
    text = f" {' '.join(got)} "
    unheard = tuple(line for line in hotlines if text.count(f" {plain(line)} ") < 2)
    share = 1 - len(found) / len(wanted) if wanted else 0.0
    return Comparison(share, tuple(missing), unheard)
