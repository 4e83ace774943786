"""Fetches a picture as Zalo does: from outside, twice, without following anything."""

import hashlib
import http.client
import ipaddress
import socket
from urllib.parse import urlsplit

SECONDS, MOST_BYTES = 5, 5 * 1024 * 1024
MAGIC = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}


def is_absolute(url: str) -> bool:
    """Tell whether Zalo would take ``url`` as the address of a picture."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def fetch(url: str) -> tuple[str, bytes, str]:
    """Return (name of the picture, its bytes, "") or ("", b"", why phones show black).

    A single-use address fails at the second fetch, as it does at Zalo. Only this machine and
    private networks are asked: the simulator never goes to the Internet.
    """
    if not _is_near(urlsplit(url).hostname or ""):
        return "", b"", "máy chủ ảnh nằm ngoài máy này"
    for _time in range(2):
        content, problem = _get(url)
        if problem:
            return "", b"", problem
    return hashlib.sha256(content).hexdigest(), content, ""


def content_type(content: bytes) -> str:
    """Tell JPEG from PNG by the first bytes."""
    return next((kind for kind, magic in MAGIC.items() if content.startswith(magic)), "")


def _get(url: str) -> tuple[bytes, str]:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = None
    try:
        connection = kind(parts.hostname or "", parts.port, timeout=SECONDS)
        connection.request("GET", path, headers={"User-Agent": "ZaloSimulator"})
        answer = connection.getresponse()
        content = answer.read(MOST_BYTES + 1)
        return content, _problem(answer, content)
    except (OSError, ValueError, http.client.HTTPException):
        return b"", "không tải được ảnh"
    finally:
        if connection:
            connection.close()


def _problem(answer: http.client.HTTPResponse, content: bytes) -> str:
    declared = answer.headers.get_content_type()
    if 300 <= answer.status < 400:
        return "địa chỉ ảnh chuyển hướng"
    if answer.status != 200:
        return f"máy chủ ảnh trả lời {answer.status}"
    if declared not in MAGIC or content_type(content) != declared:
        return "không phải ảnh JPEG hoặc PNG"
    return "ảnh nặng hơn 5 MB" if len(content) > MOST_BYTES else ""


def _is_near(host: str) -> bool:
    try:
        found = socket.getaddrinfo(host, None)
        return all(ipaddress.ip_address(entry[4][0]).is_private for entry in found)
    except (OSError, ValueError):
        return False
