"""Machine voices: the draft can't be taken for a broadcast, a ward's own must answer for itself."""

from pathlib import Path

import pytest

from media import audio, speech, timing
from media.reading import plain, read_aloud, shipped
from tests.media.audio.making_sounds import own_voice

TEXT = (
    "Kính thưa bà con. Ngày 30/7 là Ngày toàn dân phòng, chống mua bán người. Ai rủ đi làm xa, "
    "lương cao, không hợp đồng: đừng vội tin; hãy hỏi người nhà trước. Thấy dấu hiệu lạ, gọi 111."
)


def spoken(text: str = TEXT) -> str:
    return read_aloud(text, dictionary=shipped()).text


def test_predicted_and_measured_seconds_agree_for_a_reader_of_known_speed() -> None:
    """The speed is measured on words without marks; the prediction then is for other sentences.

    It proves that syllables are counted and pauses allowed for as a voice really makes them; the
    voice is a machine's, so a reader's own pauses are not proved by it.
    """
    engine = speech.Espeak()
    words = " ".join(plain(spoken()).split() * 2)
    rate = round(60 * timing.syllables(words) / engine.synthesize(words).seconds)
    other = spoken(
        "Bà con chú ý. Tối 14 và 15/8, lúc 19h30, phường chiếu phim tại nhà văn hóa TDP 5. "
        "Mời bà con đến xem, nhất là các gia đình có con em sắp đi làm xa; vào cửa tự do. "
        "Trước khi nhận việc, hỏi rõ ba điều: làm ở đâu, ai trả lương, ai giữ giấy tờ?"
    )

    predicted = timing.seconds(other, rate=rate)
    measured = engine.synthesize(other).seconds

    assert 140 <= rate <= 200
    assert predicted == pytest.approx(measured, rel=0.10)


def test_the_draft_beeps_says_what_it_is_and_never_goes_on_air(tmp_path: Path) -> None:
    draft = speech.draft_mp3(speech.Espeak().synthesize(spoken()))
    file = tmp_path / "a"
    file.write_bytes(draft)

    facts = audio.probe(file)

    assert speech.LABEL.encode("utf-16-le") in draft or speech.LABEL.encode() in draft
    assert len(draft) * 8 / facts.seconds == pytest.approx(32_000, rel=0.1)
    assert speech.Espeak.is_exportable is False
    assert [voice.is_exportable for voice in speech.Espeak().voices()] == [False]


def test_a_voice_that_a_ward_brings_speaks(tmp_path: Path) -> None:
    engine = speech.OperatorVoices(own_voice(tmp_path))

    said = engine.synthesize("bà con", voice="giong-moi", rate=160)

    assert [(voice.name, voice.is_exportable) for voice in engine.voices()] == [("giong-moi", True)]
    assert said.seconds == pytest.approx(6 * 800 / 16000)


@pytest.mark.parametrize("missing", ["licence", "source", "sha256"])
def test_a_voice_that_does_not_answer_for_itself_is_not_listed(
    missing: str, tmp_path: Path
) -> None:
    engine = speech.OperatorVoices(own_voice(tmp_path, **{missing: ""}))

    assert engine.voices() == []
    with pytest.raises(speech.EngineMissing):
        engine.synthesize("bà con", voice="giong-moi", rate=160)


def test_another_model_than_was_accepted_is_not_listed(tmp_path: Path) -> None:
    engine = speech.OperatorVoices(own_voice(tmp_path))
    model = tmp_path / "giong-moi" / "noi.py"
    model.write_text(model.read_text() + "# khác\n")

    assert engine.voices() == []
