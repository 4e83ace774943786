"""Commands are understood however they are typed, and nothing else is one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.link_codes import ALPHABET
from broadcast.zalo import commands
from broadcast.zalo.commands import Command, Word

NAME = "Bot Phường Sông Công"
CODE = "7F3K9Q2M"


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("KICHHOAT 7F3K9Q2M", Command(Word.LINK, CODE)),
        ("kich hoat 7f3k9q2m", Command(Word.LINK, CODE)),
        ("Kích hoạt\n 7F3K9Q2M.", Command(Word.LINK, CODE)),
        ("@Bot Phường Sông Công KICHHOAT 7F3K9Q2M", Command(Word.LINK, CODE)),
        ("@bot phuong song cong: kích hoạt 7F3K9Q2M", Command(Word.LINK, CODE)),
        ("@Một tên khác XONG", Command(Word.DONE)),
        ("XONG", Command(Word.DONE)),
        ("Đã xong!", Command(Word.DONE)),
        ("da xong 4821", Command(Word.DONE, "4821")),
        ("xong4821", Command(Word.DONE, "4821")),
        ("\u200bXong\u00a0 4821 ", Command(Word.DONE, "4821")),
        ("DUNG", Command(Word.STOP)),
        ("Dừng.", Command(Word.STOP)),
        ("@Bot Phường Sông Công dừng", Command(Word.STOP)),
    ],
)
def test_a_command_is_read(text: str, command: Command) -> None:
    assert commands.read(text, bot_name=NAME) == command


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Đúng",
        "Đừng",
        "dùng",
        "Dạ bác làm xong rồi",
        "XONG 48213",
        "XONG XONG",
        "Kích hoạt giúp tôi cái thẻ",
        "KICHHOAT",
        "KICHHOAT 7F3K 9Q2M",
        f"@{'x' * 80} XONG",
        "@Bot Phường Sông Công",
        "chị ơi @Bot Phường Sông Công XONG",
        "DUNG nhé",
    ],
)
def test_what_only_looks_like_a_command_is_none(text: str) -> None:
    assert commands.read(text, bot_name=NAME) is None


WORDS = {
    "KICHHOAT": ["KICHHOAT", "KICH HOAT", "kích hoạt", "Kích  Hoạt"],
    "XONG": ["XONG", "xong", "Đã xong", "DA XONG"],
    "DUNG": ["DUNG", "dung", "Dừng", "DỪNG"],
}
SPACE = st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", " \u200b "])
END = st.sampled_from(["", ".", "!", " ", "…", "\n"])


@given(
    word=st.sampled_from(sorted(WORDS)),
    form=st.sampled_from(["NFC", "NFD"]),
    case=st.sampled_from([str, str.upper, str.lower, str.title]),
    mention=st.sampled_from(["", f"@{NAME}", f"@{NAME},", "@Bot khác"]),
    code=st.text(alphabet=ALPHABET, min_size=8, max_size=8),
    space=SPACE,
    end=END,
    data=st.data(),
)
def test_every_way_of_typing_gives_the_same_command(
    word: str, form: str, case: object, mention: str, code: str, space: str, end: str, data: object
) -> None:
    typed = data.draw(st.sampled_from(WORDS[word]))  # type: ignore[attr-defined]
    argument = {"KICHHOAT": code, "XONG": "", "DUNG": ""}[word]
    text = space.join(part for part in (mention, case(typed), argument) if part)  # type: ignore[operator]

    found = commands.read(unicodedata.normalize(form, f"{space}{text}{end}"), bot_name=NAME)

    assert found == Command(Word(word), argument)


@given(text=st.text(max_size=300), name=st.text(max_size=60))
def test_any_text_is_read_without_an_error_and_seldom_is_a_command(text: str, name: str) -> None:
    found = commands.read(text, bot_name=name)

    assert found is None or found.word.value[:4] in commands.normalise(text).replace(" ", "")


@given(text=st.text(max_size=100))
def test_normalising_leaves_no_spare_space_and_no_vietnamese_mark(text: str) -> None:
    folded = commands.normalise(text)

    assert folded == " ".join(folded.split())
    assert not any(unicodedata.category(letter) in {"Cf", "Cs"} for letter in folded)


def test_no_keyboard_changes_a_code() -> None:
    assert set(ALPHABET) <= set("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    assert not set(ALPHABET) & set("AEIOUYDW")
