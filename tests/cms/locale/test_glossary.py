"""One Vietnamese word per idea, as GLOSSARY.md fixes it, in every translation that can be shown."""

import re

import polib
import pytest

from scripts import messages
from tests import vietnamese

# English word -> what its translation must contain one of.
TERMS = {
    r"pages?": "trang|bài",
    r"drafts?": "nháp|theo lịch",
    r"unpublish(ed|ing)?": "ngừng hiển thị|chưa xuất bản",
    r"publish(ed|ing)?|publication": "xuất bản|bản sao",
    r"(re|un)?schedul(e|ed|ing)": "lịch",
    r"snippets?": "mục|%\\(snippet",
    r"collections?": "bộ sưu tập",
    r"workflows?": "quy trình|duyệt|trình",
    r"moderation": "duyệt|bước",
    r"tasks?": "bước",
    r"reject(ed)?|changes requested|request changes": "trả lại|sửa",
    r"approved?|approval": "duyệt",
    r"locales?|languages?": "ngôn ngữ",
    r"(?<!your )(?<!party )sites?": "trang",
    r"slugs?": "đường dẫn",
    r"revisions?|versions?": "bản|lịch",
    r"comments?": "ý kiến",
    r"(un)?lock(ed|ing)?": "khoá",
    r"tag(s|ged)?": "nhãn|tên trên|thẻ",
    r"images?": "ảnh",
    r"documents?": "tài liệu",
    r"alias": "bản liên kết",
    r"redirects?": "chuyển",
    r"(?<!about )privacy": "quyền riêng tư",
    r"passwords?": "mật khẩu",
    r"usernames?": "tên đăng nhập|%\\(username",
    r"e-?mail(ed)?": "thư điện tử",
    r"groups?": "nhóm",
    r"history": "lịch sử",
    r"dashboard": "trang đầu",
    r"log entr(y|ies)": "dòng nhật ký",
    r"headings?": "đề mục|tiêu đề cột|tên chung",
    r"file ?size": "dung lượng",
    r"(?<!don't )assign": "áp dụng|giao vai trò",
}
# Sentences that say the idea without its word; each was read in its place.
SAID_OTHERWISE = {
    "Edit original page",
    "We extract the main content from the page preview, remove all formatting, and calculate the "
    "number of words.",
    "Page visibility: ",
    "page log entry",
    "page log entries",
    "No, don't unpublish",
    "Task submitted by",
    "Site summary",
    "The name of the page as it will appear in URLs e.g http://domain.com/blog/[my-slug]/",
    "Choose who can view the live version of this page",
    "Use proper heading tags",
    "Please select another parent.",
}
# Another spelling, another word for the same idea, or the tone of another house.
NEVER = re.compile(
    r"\b(hủy|xóa|khóa|hóa|hòa|tòa|tùy|lũy|bình luận|từ chối|phê duyệt|quản trị viên|vui lòng|bạn|"
    r"email|slug|website|nhấp|nhấn|click|hình ảnh|tập tin|bản thảo|chỉnh sửa|bảng điều khiển|"
    r"trang tổng quan|bản ghi)\b",
    re.IGNORECASE,
)
# Names keep their capitals inside a sentence; so do days, months and what a tab is called.
CAPITALS_WRITTEN = """
Wagtail Django Embedly Enter JavaScript IPv False Tháng Thứ Hai Ba Tư Năm Sáu Bảy Khác
"""
CAPITALS = frozenset(CAPITALS_WRITTEN.split())
INSIDE = re.compile(r"(?<=[^\s.!?:…“”(/–|>-] )[^\W\d_]+")
SHOWN = [entry for domain in messages.DOMAINS for entry in vietnamese.translations(domain)]


def plain(text: str) -> str:
    """Return ``text`` without tags and placeholders."""
    return messages.rest(messages.TAG.sub(" ", text))


def off_the_glossary(entries: list[polib.POEntry], english: str, allowed: str) -> list[str]:
    """Return the English texts whose translation has none of the ``allowed`` words."""
    asked = re.compile(rf"\b({english})\b", re.IGNORECASE)
    return [
        entry.msgid
        for entry in entries
        if entry.msgid not in SAID_OTHERWISE
        and asked.search(plain(entry.msgid))
        and not re.search(allowed, messages.translation(entry), re.IGNORECASE)
    ]


def wrongly_capital(text: str) -> list[str]:
    """Return the words inside a sentence that begin with a capital and are no name."""
    words = [word for word in INSIDE.findall(plain(text)) if word[0].isupper()]
    return [word for word in words if not word.isupper() and word not in CAPITALS]


@pytest.mark.parametrize(("english", "allowed"), TERMS.items(), ids=TERMS.keys())
def test_a_term_is_translated_by_its_word(english: str, allowed: str) -> None:
    assert off_the_glossary(SHOWN, english, allowed) == []


def test_the_terms_are_those_of_the_glossary() -> None:
    glossary = (messages.OURS / "GLOSSARY.md").read_text(encoding="utf-8").lower()
    words = {word for allowed in TERMS.values() for word in allowed.split("|")[:1]}

    assert [word for word in sorted(words) if word not in glossary] == []


def test_no_other_word_stands_for_a_term() -> None:
    texts = {entry.msgid: plain(messages.translation(entry)) for entry in SHOWN}

    assert {msgid: text for msgid, text in texts.items() if NEVER.search(text)} == {}


def test_sentence_case() -> None:
    languages = {entry.msgid for entry in SHOWN if messages.translation(entry)[:6] == "Tiếng "}
    odd = {
        entry.msgid: wrongly_capital(messages.translation(entry))
        for entry in SHOWN
        if entry.msgid not in languages
    }

    assert {msgid: words for msgid, words in odd.items() if words} == {"Esperanto": ["Tế", "Ngữ"]}


def test_marks_are_those_of_print_and_sentences_end_as_in_english() -> None:
    typed, ended = re.compile(r'\.\.\.| - |"\w|\w"'), re.compile(r" .*[a-z]{3}\.$", re.DOTALL)
    odd = [
        (entry.msgid, text)
        for entry in SHOWN
        if typed.search(text := plain(messages.translation(entry)))
        or (ended.search(entry.msgid) and text[-1:] not in ".!…")
        or (entry.msgid.endswith(":") and not text.endswith(":"))
    ]

    assert odd == []


@pytest.mark.parametrize(
    ("english", "vietnamese_text", "kept"),
    [
        ("Publish this page", "Xuất bản trang này", True),
        ("Publish this page", "Đăng trang này", False),
        ("Unpublish", "Ngừng hiển thị", True),
    ],
)
def test_the_rule_itself(english: str, vietnamese_text: str, kept: bool) -> None:
    entry = polib.POEntry(msgid=english, msgstr=vietnamese_text)

    found = [rule for rule, words in TERMS.items() if off_the_glossary([entry], rule, words)]

    assert (found == []) == kept
    assert wrongly_capital("Đã lưu Trang này") == ["Trang"]
    assert NEVER.search("Vui lòng xóa email") is not None
