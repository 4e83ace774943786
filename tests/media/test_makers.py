"""Makers are judged by what comes out when it is read back."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
import zxingcpp
from docx import Document
from PIL import Image
from pypdf import PdfReader

from media import archive, card, fonts, poster, qr, script_sheet, timing
from media.text import ascii_slug, fold, number_vi, utf16_units

POSTER = poster.Poster(
    headline="Việc nhẹ, lương cao? Hỏi kỹ trước khi đi",
    lines=("Xem hợp đồng.", "Giữ giấy tờ của mình."),
    hotlines=(("111", "Tổng đài quốc gia"), ("1800 8080", "Trung tâm Bảo trợ xã hội tỉnh")),
    office="UBND phường Sông Công",
    link="lantoa.example/q/3cd4fg",
    qr_data="HTTPS://LANTOA.EXAMPLE/Q/3CD4FG",
)
SHEET = script_sheet.Sheet(
    office="UBND phường Sông Công",
    title="Hỏi kỹ trước khi đi",
    code="05518-7",
    revision="4",
    version="vừa",
    sentences=(
        ("TDP", "Kính thưa bà con tổ dân phố."),
        ("", "Trước khi nhận việc ở xa, xin hỏi kỹ."),
    )
    * 9,
    hotline_lines=("Tổng đài một một một.", "Xin nhắc lại: một một một."),
    seconds=84,
    approver="Lãnh đạo",
    approved_at=datetime(2026, 7, 1, 8, 30),  # noqa: DTZ001 - printed, not compared
    confirm_url="https://lantoa.example/t/1-abc/7/",
)


@pytest.mark.parametrize("data", ["HTTPS://LANTOA.EXAMPLE/Q/3CD4FG", "https://a.vn/t/1-x/"])
def test_a_qr_code_reads_back(data: str) -> None:
    picture = Image.open(io.BytesIO(qr.png(data, scale=6))).convert("L")

    assert zxingcpp.read_barcode(picture).text == data


def test_capitals_make_a_smaller_symbol() -> None:
    address = "https://truyenthong.songcong.example/q/3cd4fg"

    assert len(qr.matrix(address.upper())) < len(qr.matrix(address))


def test_a_poster_is_a3_small_and_says_everything() -> None:
    data = poster.pdf([POSTER] * 3)
    page = PdfReader(io.BytesIO(data)).pages[0]
    text = " ".join(page.extract_text().split())

    assert len(PdfReader(io.BytesIO(data)).pages) == 3
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [297, 420]
    assert len(data) < 1_000_000
    for words in ("Việc nhẹ,", "111", "1800 8080", "UBND phường Sông Công", POSTER.link):
        assert words in text


@pytest.mark.parametrize("length", [1, 12, 60])
def test_a_headline_of_any_length_fits_and_is_never_cut(length: int) -> None:
    headline = "nghiêng " * length

    size, lines = poster.fit(
        headline, 400, 300, largest=90, leading=1.2, measure=lambda t, s: len(t) * s * 0.55
    )

    assert " ".join(lines) == headline.strip()
    assert len(lines) * size * 1.2 <= 300 + 1e-6


def test_the_picture_for_zalo_is_small_and_carries_no_metadata() -> None:
    picture = Image.open(io.BytesIO(poster.jpeg(POSTER)))

    assert (picture.format, picture.size, picture.mode) == ("JPEG", (1200, 1200), "RGB")
    assert dict(picture.getexif()) == {}


def test_the_sheet_breaks_between_sentences_and_names_its_pages() -> None:
    pages = PdfReader(io.BytesIO(script_sheet.pdf(SHEET))).pages
    text = [" ".join(page.extract_text().split()) for page in pages]

    assert len(pages) >= 2
    assert f"Trang 1/{len(pages)}" in text[0]
    assert "Xin nhắc lại: / một một một. //" in text[-1]
    assert "Bản in hết giá trị khi có bản sửa" in text[0]


@pytest.mark.parametrize("size", script_sheet.SIZES)
def test_no_line_of_a_sheet_begins_with_a_pause(size: int) -> None:
    sentences = tuple(
        ("", f"{'a ' * number}bà con ta, hỏi cho kỹ, gọi một một một.") for number in range(60)
    )
    sheet = replace(SHEET, sentences=sentences, size_pt=size)

    pages = PdfReader(io.BytesIO(script_sheet.pdf(sheet))).pages
    lines = [line.strip() for page in pages for line in page.extract_text().splitlines()]
    cells = Document(io.BytesIO(script_sheet.docx(sheet))).tables[0].column_cells(0)

    assert [line for line in lines if line.startswith("/")] == []
    assert all(" /" not in cell.text for cell in cells)


def test_the_docx_sheet_says_the_same() -> None:
    document = Document(io.BytesIO(script_sheet.docx(SHEET)))
    rows = [
        [cell.text.replace("\u00a0", " ") for cell in row.cells] for row in document.tables[0].rows
    ]

    assert rows.count(["Kính thưa bà con tổ dân phố. //", "TDP"]) == 9
    assert ["Trước khi nhận việc ở xa, / xin hỏi kỹ. //", ""] in rows
    assert "Xin nhắc lại" in document.tables[1].rows[0].cells[0].text
    assert script_sheet.docx(SHEET) == script_sheet.docx(SHEET)
    assert document.styles["Normal"].font.name == "Times New Roman"


def test_cards_are_eight_to_a_page() -> None:
    one = card.LeaderCard("UBND phường", "Tổ dân phố 5", "Bác Thử", "https://a.example/t/1-x/")

    assert len(PdfReader(io.BytesIO(card.pdf([one] * 17))).pages) == 3


def test_the_specified_script_takes_its_time() -> None:
    text = """Kính thưa bà con tổ dân phố số năm.
Ngày ba mươi tháng bảy là Ngày toàn dân phòng, chống mua bán người.
Ai rủ đi làm xa, lương cao, không hợp đồng: đừng vội tin; hãy hỏi người nhà trước.
Thấy dấu hiệu lạ, gọi một một một.
Xin nhắc lại: gọi một một một, miễn phí, hai mươi tư giờ trong ngày."""

    assert timing.syllables(text) == 64
    assert timing.seconds(text) == pytest.approx(31.3)
    assert timing.digits_spoken("111") == "một một một"
    assert timing.digits_spoken("18008080") == "một tám không không, tám không tám không"


def test_the_same_entries_give_the_same_zip() -> None:
    first = archive.zip_bytes({"b.txt": b"2", "a.txt": b"1"})

    assert first == archive.zip_bytes({"a.txt": b"1", "b.txt": b"2"})
    assert zipfile.ZipFile(io.BytesIO(first)).namelist() == ["a.txt", "b.txt"]
    with pytest.raises(ValueError, match="unsafe"):
        archive.zip_bytes({"../x": b""})


def test_words_are_folded_counted_and_named() -> None:
    assert fold("Phường SÔNG CÔNG, Đồng Hỷ") == "phuong song cong, dong hy"
    assert ascii_slug("Việc nhẹ – lương cao!") == "viec-nhe-luong-cao"
    assert utf16_units("a😀") == 3
    assert number_vi(1234567) == "1.234.567"
    assert fonts.path(fonts.EXTRA_BOLD).exists()
