"""Addresses of persons: profile pages, groups and chats; electronic mail."""

import re

from cms.checks.families import Family

_SITES = (
    r"(?:facebook ?\. ?com|fb ?\. ?(?:com|me|watch|gg)|m ?\. ?me|messenger ?\. ?com"
    r"|instagram ?\. ?com|instagr\.am|tiktok ?\. ?com|zalo ?\. ?me|zaloapp\.com|t ?\. ?me"
    r"|telegram ?\. ?(?:me|org)|x ?\. ?com|twitter ?\. ?com|threads ?\. ?(?:net|com)"
    r"|youtube ?\. ?com|youtu ?\. ?be|wa\.me|linkedin\.com|discord\.gg|snapchat\.com)"
)
_NAMES = r"(?:facebook|fb|messenger|instagram|insta|tiktok|zalo|telegram|threads|youtube|twitter)"
# Without a domain only a path that looks like one: "Facebook/Zalo" are two words.
_BARE_PATH = (
    r"(?:@[\w.]+|(?:groups?|t|g|p|u|c|channel|profile|pages?|people)/\w[\w.]*"
    rf"|(?!{_NAMES}\b)\w+\.\w[\w.]*|\w*\d\w*)"
)
_ENDINGS = r"(?:vn|com|net|org|edu|gov|info|asia|biz|io|me|co)"
_MAILERS = r"(?:gmail|yahoo|hotmail|outlook|icloud|ymail|protonmail|zoho)"

PROFILE = Family(
    "profile-url",
    re.compile(
        rf"(?<![\w.\-])(?:\w+ ?:// ?)?(?:[\w\-]+\.){{0,3}}{_SITES} ?/ ?[@+]?\w[\w.\-?=/%@&#]*"
        rf"|(?<![\w.\-/]){_NAMES} ?/ ?{_BARE_PATH}",
        re.IGNORECASE,
    ),
    "Liên kết tới trang cá nhân, nhóm. Chỉ dùng trang chính thức đã đăng ký.",
    needs=("/",),
)
EMAIL = Family(
    "email",
    re.compile(
        r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)*\.[a-z]{2,24}(?!\w)"
        rf"|[\w.+\-]+ ?@ ?[\w\-]+(?: ?\. ?[\w\-]+)*? ?[.,] ?{_ENDINGS}(?!\w)"
        rf"|[\w.+\-]+ ?@ ?{_MAILERS}(?!\w)",
        re.IGNORECASE,
    ),
    "Địa chỉ thư không thuộc danh bạ cơ quan.",
    needs=("@",),
)
