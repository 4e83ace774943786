"""Reads the parameters of a call: query, form, JSON or multipart."""

import email.policy
import json
from email.parser import BytesParser
from urllib.parse import parse_qsl

from broadcast.zalo.simulator.answers import ApiError


def read(query: str, content_type: str, body: bytes) -> dict[str, str]:
    """Merge query and body into text values; raises ``ApiError`` 400 for an unreadable body."""
    found = dict(parse_qsl(query, keep_blank_values=True))
    kind = content_type.split(";")[0].strip().lower()
    try:
        if kind == "application/json":
            found |= _json(body)
        elif kind == "multipart/form-data":
            found |= _multipart(content_type, body)
        elif body:
            found |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    except (ValueError, AttributeError) as exc:
        raise ApiError(400) from exc
    return found


def _json(body: bytes) -> dict[str, str]:
    data = json.loads(body or b"{}")
    return {
        key: value if isinstance(value, str) else json.dumps(value)
        for key, value in data.items()
        if value is not None
    }


def _multipart(content_type: str, body: bytes) -> dict[str, str]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    found = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        value = part.get_payload(decode=True)
        found[str(name)] = value.decode() if isinstance(value, bytes) else ""
    return found
