"""Numbers in words, against a table that is built another way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.reading import SOUTH, numbers

ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def two_digits() -> dict[int, str]:
    """The numbers below 100, as a schoolbook lists them."""
    table = dict(enumerate(ONES))
    teens = "mười,mười một,mười hai,mười ba,mười bốn,mười lăm,mười sáu,mười bảy,mười tám,mười chín"
    table |= dict(enumerate(teens.split(","), start=10))
    endings = ["", " mốt", " hai", " ba", " tư", " lăm", " sáu", " bảy", " tám", " chín"]
    for ten in range(2, 10):
        table |= {10 * ten + one: f"{ONES[ten]} mươi{endings[one]}" for one in range(10)}
    return table


def below_ten_thousand() -> list[str]:
    small = two_digits()
    tails = ["", *(f" linh {ONES[one]}" for one in range(1, 10))]
    tails += [f" {small[n]}" for n in range(10, 100)]
    hundreds = [small[n] for n in range(100)]
    hundreds += [f"{ONES[h]} trăm{tails[n]}" for h in range(1, 10) for n in range(100)]
    thousands = list(hundreds)
    for thousand in range(1, 10):
        thousands += [f"{ONES[thousand]} nghìn"]
        thousands += [f"{ONES[thousand]} nghìn không trăm{tails[n]}" for n in range(1, 100)]
        thousands += [f"{ONES[thousand]} nghìn {hundreds[n]}" for n in range(100, 1000)]
    return thousands


def test_every_number_below_ten_thousand_agrees_with_the_table() -> None:
    said = [numbers.number(value) for value in range(10_000)]

    assert said == below_ten_thousand()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (12_004, "mười hai nghìn không trăm linh bốn"),
        (25_000_000, "hai mươi lăm triệu"),
        (1_010_000, "một triệu không trăm mười nghìn"),
        (2_000_500_000, "hai tỷ năm trăm nghìn"),
        (1_000_000_000_000, "một nghìn tỷ"),
    ],
)
def test_great_numbers(value: int, words: str) -> None:
    assert numbers.number(value) == words


@given(st.integers(min_value=0, max_value=10**12))
def test_the_south_says_the_same_in_its_own_words(value: int) -> None:
    north, south = numbers.number(value), numbers.number(value, SOUTH)

    assert south == north.replace("nghìn", "ngàn").replace("linh", "lẻ")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("98,25", "chín mươi tám phẩy hai mươi lăm"),
        ("4,08", "bốn phẩy không tám"),
        ("3,125", "ba phẩy một hai năm"),
        ("1.005", "một nghìn không trăm linh năm"),
        ("03", "ba"),
    ],
)
def test_numbers_as_they_are_written(written: str, words: str) -> None:
    assert numbers.written_number(written) == words


def test_roman_numerals_are_read_only_if_they_are_written_right() -> None:
    written = ["I", "IV", "IX", "XIV", "XXI", "XXXIX", "IIX", "VV", ""]

    values = [numbers.roman(text) for text in written]

    assert values == [1, 4, 9, 14, 21, 39, None, None, None]
