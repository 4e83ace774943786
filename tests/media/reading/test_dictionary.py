"""Abbreviations: known ones are read, unknown ones block, a ward's own win in that ward only."""

import pytest

from media.reading import Abbreviation, plain, read_aloud, shipped


def words(text: str) -> str:
    reading = read_aloud(text, dictionary=shipped())

    assert reading.problems == ()
    return plain(reading.text)


@pytest.mark.parametrize(
    ("written", "token"),
    [
        ("Tuyên truyền PQRST đến người dân.", "PQRST"),
        ("Nhắn đồng chí TT biết.", "TT"),
        ("Xem tại www.example.vn nhé", "www.example.vn"),
        ("Gửi về canbo@example.vn", "canbo@example.vn"),
        ("Căn cứ Công văn số:      /KH-UBND", "/KH-UBND"),
        ("Dự toán = 5 triệu", "="),
    ],
)
def test_what_is_not_known_blocks_and_is_named(written: str, token: str) -> None:
    problems = read_aloud(written, dictionary=shipped()).problems

    assert token in [written[problem.start : problem.end].strip() for problem in problems]


def test_the_words_before_a_bracket_are_not_said_twice() -> None:
    said = words("Phổ biến giáo dục pháp luật (PBGDPL) cho tổ dân phố (TDP).")

    assert said == "phổ biến giáo dục pháp luật cho tổ dân phố"


def test_a_bracket_that_tells_something_else_is_read() -> None:
    assert words("Liên hệ tổ dân phố (UBND phường).") == "liên hệ tổ dân phố ủy ban nhân dân phường"


def test_a_wards_own_reading_holds_there_and_nowhere_else() -> None:
    ward = shipped().with_rows([Abbreviation("CTD", "cầu treo dân sinh")])

    here = read_aloud("Qua CTD", dictionary=ward)
    elsewhere = read_aloud("Qua CTD", dictionary=shipped())

    assert (here.text, here.problems) == ("Qua cầu treo dân sinh", ())
    assert [problem.written for problem in elsewhere.problems] == ["CTD"]


def test_a_wards_row_replaces_the_shared_one() -> None:
    ward = shipped().with_rows([Abbreviation("NVH", "nhà văn hóa tổ dân phố")])

    assert read_aloud("Tại NVH", dictionary=ward).text == "Tại nhà văn hóa tổ dân phố"
    assert read_aloud("Tại NVH", dictionary=shipped()).text == "Tại nhà văn hóa"


def test_a_reading_made_by_hand_beats_every_rule() -> None:
    assert words("Gọi [[111|một trăm mười một]] hoặc 111") == (
        "gọi một trăm mười một hoặc một một một"
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("TT HĐND phường", "thường trực hội đồng nhân dân phường"),
        (
            "Theo TT 05/2026/TT-BCA",
            "theo thông tư năm năm hai nghìn không trăm hai mươi sáu của bộ công an",
        ),
        ("CT, PCT UBND phường", "chủ tịch phó chủ tịch ủy ban nhân dân phường"),
        ("ĐT: 111", "điện thoại một một một"),
        ("Dọc ĐT261", "dọc đường tỉnh hai trăm sáu mươi mốt"),
    ],
)
def test_what_stands_around_decides(written: str, said: str) -> None:
    assert words(written) == said
