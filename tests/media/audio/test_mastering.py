"""Whatever comes in, what goes on air is even, unclipped, of one format and says who speaks."""

import struct
import subprocess
import time
from pathlib import Path

import pytest

from media import audio
from tests.media.audio.making_sounds import sound

TAGS = audio.Tags("Việc nhẹ, lương cao", "UBND phường Mẫu", "Đợt 30/7", "2026-07-20", "12, bản 4")
# Short high peaks over a low voice, as plosives make them: what loudness alone can't even out.
PEAKY = "volume='if(lt(mod(t,0.7),0.02),3.2,0.35)':eval=frame"
UPLOADS = {
    "giong.wav": (),
    "nho.wav": ("-af", "volume=-22dB"),
    "vo.mp3": ("-af", "volume=14dB", "-b:a", "32k"),
    "dien-thoai.m4a": ("-c:a", "aac", "-metadata", "location=+21.5+105.8/"),
    "zalo.ogg": ("-c:a", "libvorbis"),
    "hai-kenh.m4a": ("-c:a", "aac", "-ac", "2"),
    "mot-ben.wav": ("-af", "pan=stereo|c0=c0|c1=0*c0"),
    "rat-nho.wav": ("-af", "volume=-40dB"),
    "nho-va-nhon.wav": ("-af", f"{PEAKY},volume=-22dB"),
    "nhon-hai-kenh.m4a": ("-c:a", "aac", "-b:a", "96k", "-af", f"{PEAKY},pan=stereo|c0=c0|c1=c0"),
}


@pytest.mark.parametrize("name", UPLOADS)
def test_every_upload_becomes_one_format_at_one_loudness(name: str, tmp_path: Path) -> None:
    source = sound(tmp_path / name, *UPLOADS[name]).rename(tmp_path / "nguon")
    target = tmp_path / "phat.mp3"

    audio.master(source, target, tags=TAGS)
    measured = audio.measure(target)

    assert audio.refusal(measured) == ""
    assert abs(measured.lufs + 16) <= 1
    assert measured.true_peak <= -1.5
    assert (measured.sample_rate, measured.is_mono, measured.kbps) == (44100, True, 128)
    assert measured.seconds == pytest.approx(8, abs=0.1)
    assert _bit_rates(target.read_bytes()) == {128}


def test_tags_are_vietnamese_and_nothing_of_the_source_is_left(tmp_path: Path) -> None:
    source = sound(
        tmp_path / "a.m4a", "-metadata", "location=+21.5+105.8/", "-metadata", "title=Nhà tôi"
    )
    target = tmp_path / "phat.mp3"

    audio.master(source, target, tags=TAGS)
    head = target.read_bytes()[:2000]

    assert head[:4] == b"ID3\x03"
    assert TAGS.title.encode("utf-16-le") in head
    assert TAGS.artist.encode("utf-16-le") in head
    assert b"TLAN" in head
    assert b"21.5" not in target.read_bytes()
    assert "Nhà tôi".encode("utf-16-le") not in head


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "không phải tệp ghi âm"),
        ("Đây là văn bản.".encode() * 50, "không phải tệp ghi âm"),
        (b"#EXTM3U\nfile:///etc/passwd\n", "không phải tệp ghi âm"),
        (b"ID3" + b"\x00garbage" * 500, "Không nghe được"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt " + b"\x00" * 400, "Không nghe được|trống"),
    ],
)
def test_what_is_no_sound_is_refused_with_what_to_do(
    content: bytes, message: str, tmp_path: Path
) -> None:
    source = tmp_path / "a.mp3"
    source.write_bytes(content)

    with pytest.raises(audio.AudioError, match=message):
        audio.probe(source)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    source = tmp_path / "a.wav"
    with source.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    started = time.perf_counter()

    with pytest.raises(audio.AudioError, match="50 MB"):
        audio.probe(source)

    assert time.perf_counter() - started < 0.5


def test_a_video_with_two_tracks_or_a_broken_end_does_no_harm(tmp_path: Path) -> None:
    whole = sound(tmp_path / "a.m4a", "-c:a", "aac").read_bytes()
    broken = tmp_path / "b.m4a"
    broken.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(audio.AudioError):
        audio.probe(broken)


def test_silence_clipping_and_level_are_found_before_mastering(tmp_path: Path) -> None:
    quiet = audio.probe(sound(tmp_path / "q.wav", "-af", "volume=-30dB,adelay=3000,apad=pad_dur=4"))
    loud = audio.probe(sound(tmp_path / "l.wav", "-af", "volume=30dB"))

    assert quiet.lead_silence == pytest.approx(3, abs=0.3)
    assert quiet.tail_silence >= 4
    assert quiet.lufs < -35
    assert loud.clipped_share > 0.001
    assert [len(quiet.warnings), len(loud.warnings)] == [2, 1]


def test_a_silent_second_channel_is_not_taken_for_clipping(tmp_path: Path) -> None:
    full = "volume=8dB,alimiter=limit=0.999,pan=stereo|c0=c0|c1=0*c0"

    facts = audio.probe(sound(tmp_path / "a.wav", "-af", full))

    assert facts.warnings == []


def test_nothing_but_silence_is_refused(tmp_path: Path) -> None:
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        "anullsrc=d=4",
        str(tmp_path / "s.wav"),
    ]
    subprocess.run(command, check=True)

    with pytest.raises(audio.AudioError, match="không có tiếng nói"):
        audio.master(tmp_path / "s.wav", tmp_path / "phat.mp3", tags=TAGS)


def test_without_the_program_it_says_what_to_install(tmp_path: Path, settings: object) -> None:
    source = sound(tmp_path / "a.wav", seconds=1)
    settings.LANTOA_FFMPEG = "khong-co-ffmpeg"  # type: ignore[attr-defined]

    with pytest.raises(audio.ProgramMissingError, match="apt-get install ffmpeg"):
        audio.probe(source)


def _bit_rates(data: bytes) -> set[int]:
    """Return the bit rates of all frames of an mp3, read from their headers."""
    rates = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
    size = struct.unpack(">4B", data[6:10])
    at = 10 + (size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3])
    found: set[int] = set()
    while at + 4 <= len(data) and data[at] == 0xFF:
        rate = rates[data[at + 2] >> 4]
        found.add(rate)
        at += 144 * rate * 1000 // 44100 + (data[at + 2] >> 1 & 1)
    return found
