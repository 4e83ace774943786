"""Hearing a recording again: what was left out is named, and without a machine nothing is said."""

import sys
from pathlib import Path
from typing import Any

import pytest

from media import transcript
from tests.media.audio.making_sounds import sound

SCRIPT = (
    "Kính thưa bà con. Hỏi kỹ trước khi nhận việc.\nGọi một một một. Xin nhắc lại: một một một."
)
CALL = ["một một một"]


def test_the_script_heard_whole_fits() -> None:
    heard = SCRIPT.lower().replace(".", "")

    found = transcript.compare(SCRIPT, heard, hotlines=CALL)

    assert found == transcript.Comparison(0.0, (), ())
    assert found.verdict == "Máy nghe khớp với bài."


def test_a_sentence_left_out_and_a_hotline_said_once_are_named() -> None:
    found = transcript.compare(SCRIPT, "kính thưa bà con gọi một một một xin nhắc", hotlines=CALL)

    assert found.missing == ("Hỏi kỹ trước khi nhận việc.", "Xin nhắc lại: một một một.")
    assert found.unheard == ("một một một",)
    assert found.error_share == pytest.approx(10 / 20)


def test_another_text_is_called_so() -> None:
    found = transcript.compare(SCRIPT, "chợ tết năm nay có nhiều hoa đào", hotlines=CALL)

    assert found.verdict == "Bản ghi có thể đọc sai bài. Nghe kỹ trước khi duyệt."


def test_the_transcriber_is_a_program_that_gets_a_wav_and_answers_in_json(
    tmp_path: Path, settings: Any
) -> None:
    program = tmp_path / "nghe"
    program.write_text(
        f"#!{sys.executable}\nimport json, sys, wave\n"
        "with wave.open(sys.argv[1]) as w:\n"
        "    print(json.dumps({'text': f'{w.getframerate()} {w.getnchannels()}'}))\n"
    )
    program.chmod(0o755)
    settings.LANTOA_TRANSCRIBER = str(program)

    heard = transcript.transcribe(sound(tmp_path / "a.mp3", seconds=1))

    assert heard == "16000 1"


def test_without_the_program_it_says_so(tmp_path: Path, settings: Any) -> None:
    settings.LANTOA_TRANSCRIBER = "khong-co"

    with pytest.raises(transcript.TranscriberMissing):
        transcript.transcribe(tmp_path / "a.mp3")
