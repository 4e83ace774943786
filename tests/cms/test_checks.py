"""Wording checks: what is found, what stays clean, and where it stands in the text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.checks import Channel, HotlineNumber, Level, check, refuses_save

TODAY = date(2026, 7, 1)
HOTLINES = (
    *(HotlineNumber(number) for number in ("111", "112", "113", "114", "115", "18008080")),
    HotlineNumber("18001567", valid_to=date(2017, 12, 5)),
)
FOUND = [
    ("hotline-unknown", "Bà con gọi 1900 9999 để được tư vấn."),
    ("hotline-unknown", "Tổng đài 18001567 đã có từ lâu."),
    ("hotline-unknown", "Hotline 1212 trực cả ngày."),
    ("phone-unregistered", "Gọi anh cán bộ số 0912 345 678."),
    ("phone-unregistered", "05 5 3 000.111"),
    ("phone-unregistered", "Liên hệ (0208) 3.123.456"),
    ("phone-unregistered", "Gọi +84 912 345 678"),
    ("phone-unregistered", "không chín một hai ba bốn năm sáu bảy tám"),
    ("phone-unregistered", "O9I2 345 678"),
    ("phone-unregistered", "khong chin một hai ba bon nam sau bay tam"),
    ("phone-unregistered", "0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣ là số của mình"),
    ("phone-unregistered", "không chín 12 ba bốn 567 tám"),
    ("personal-id", "Số căn cước 019 085 000123"),
    ("personal-id", "CMND 123456789"),
    ("personal-id", "hộ chiếu C1234567"),
    ("email", "gửi về ten (at) abc.vn"),
    ("plate", "xe 87-C1 555.55"),
    ("plate", "biển 20A-123.45"),
    ("bank-account", "stk 2222 3333 44"),
    ("profile-url", "nhắn fb.com/ai.do"),
    ("profile-url", "zalo.me/0912345678"),
]
CLEAN = [
    "Gọi 115 khi cần cấp cứu.",
    "Số 0345/BC-VHXH ngày 05/3/2026 của phòng.",
    "Kinh phí 120.000.000.000 đồng.",
    "Lớp 11A2, phòng 30B, quý II/2026.",
    "Tài khoản mức 2 và nhóm Zalo của tổ.",
    "@All mời bà con dự họp lúc 19h30.",
    "Luật số 53/2024/QH15 có hiệu lực từ ngày 01/7/2025.",
    "Giai đoạn 2026-2030, phấn đấu 100% tổ dân phố.",
    "Gọi 18008080 hoặc 1800 8080.",
    "Mã hồ sơ 000.00.00.H00-260701-0001.",
]


def rules(text: str, channel: Channel = Channel.WEB, **options: bool) -> set[str]:
    found = check(text, channel=channel, hotlines=HOTLINES, today=TODAY, **options)
    return {finding.rule for finding in found if finding.level is Level.BLOCK}


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize(("rule", "text"), FOUND)
def test_found_on_every_channel(rule: str, text: str, channel: Channel) -> None:
    assert rule in rules(text, channel)


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("text", CLEAN)
def test_clean_on_every_channel(text: str, channel: Channel) -> None:
    assert rules(text, channel) == set()


@pytest.mark.parametrize(
    ("text", "channel", "is_missing"),
    [
        ("Cần giúp gọi 111.", Channel.POSTER, False),
        ("Cùng nhau giữ an toàn.", Channel.POSTER, True),
        ("Có 111 hộ.", Channel.WEB, False),
        ("Gọi một một một. Xin nhắc lại: một một một.", Channel.SCRIPT, False),
        ("Gọi một một một.", Channel.SCRIPT, True),
        ("Gọi 111. Gọi 111.", Channel.SCRIPT, True),
    ],
)
def test_a_whole_text_names_111(text: str, channel: Channel, is_missing: bool) -> None:
    assert ("hotline-missing" in rules(text, channel, whole=True)) == is_missing


def test_111_out_of_service_is_missing() -> None:
    ended = (HotlineNumber("111", valid_to=date(2026, 6, 30)),)

    found = check("Gọi 111", channel=Channel.ZALO, hotlines=ended, today=TODAY, whole=True)

    assert {finding.rule for finding in found} == {"hotline-missing", "hotline-unknown"}


def test_a_span_points_at_the_words_as_given() -> None:
    text = "Xin\u00a0chào, gọi \u200b\uff10\uff19\uff11\uff12 345 678 nhé."

    (finding,) = check(text, channel=Channel.WEB, hotlines=HOTLINES, today=TODAY)

    assert text[finding.start : finding.end].strip("\u200b") == "\uff10\uff19\uff11\uff12 345 678"


def test_identifiers_are_refused_even_in_a_draft() -> None:
    text = "Số căn cước 019 085 000123, gọi 0912 345 678"

    found = check(text, channel=Channel.WEB, hotlines=HOTLINES, today=TODAY)

    assert [finding.rule for finding in refuses_save(found)] == ["personal-id"]


@given(st.text(max_size=120), st.sampled_from(list(Channel)))
def test_any_text_is_judged_without_falling_and_inside_its_bounds(
    text: str, channel: Channel
) -> None:
    for finding in check(text, channel=channel, hotlines=HOTLINES, today=TODAY, whole=True):
        assert 0 <= finding.start <= finding.end <= len(text)


@pytest.mark.parametrize(("syllables", "level"), [(25, None), (26, Level.WARN), (41, Level.BLOCK)])
def test_long_sentences_are_hard_to_hear(syllables: int, level: Level | None) -> None:
    text = " ".join(["từ"] * syllables) + "."

    found = check(text, channel=Channel.SCRIPT, hotlines=HOTLINES, today=TODAY)

    assert [f.level for f in found if f.rule == "sentence-too-long"] == ([level] if level else [])
