"""Answers for people: pages with safe headers, and notices where there is no page."""

from broadcast.zalo.simulator.answers import Answer
from broadcast.zalo.simulator.templates import filled

SAFE = (
    ("Content-Security-Policy",
     "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
     "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
)  # fmt: skip
NOTICES = {
    400: "Không thực hiện được: tin thiếu nội dung hoặc người gửi không ở trong đoạn chat này.",
    403: "Chỉ dùng được từ chính trang này, trên chính máy này.",
    404: "Không có trang hoặc đoạn chat này.",
}


def page(html: str, *, status: int = 200) -> Answer:
    """Wrap a page for people."""
    return Answer(status, html.encode(), "text/html; charset=utf-8", SAFE)


def notice(code: int) -> Answer:
    """Say why there is no page."""
    return page(filled("notice.html", words=NOTICES.get(code, NOTICES[400])), status=code)
