"""A body is read whatever is in it, and gives only what a database takes."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.zalo import events

MESSAGE = {
    "from": {"id": "u1", "display_name": "Bác Sáu", "is_bot": False},
    "chat": {"id": "u1", "chat_type": "PRIVATE"},
    "text": "XONG",
    "message_id": "m1",
}
EVENT = {"event_name": "message.text.received", "message": MESSAGE}
READ = events.Incoming(
    "message.text.received", "PRIVATE", "u1", "u1", "Bác Sáu", False, "XONG", "m1"
)


@pytest.mark.parametrize("body", [EVENT, {"ok": True, "result": EVENT}])
def test_both_shapes_say_the_same(body: Any) -> None:
    assert events.read(json.dumps(body)) == READ
    assert events.read("\ufeff" + json.dumps(body)) == READ


def test_a_caption_counts_as_text() -> None:
    image = {**MESSAGE, "text": None, "caption": "XONG 4821", "photo_url": "https://x/p.jpg"}

    found = events.read(json.dumps({"event_name": "message.image.received", "message": image}))

    assert found is not None
    assert (found.text, found.is_known) == ("XONG 4821", True)


@pytest.mark.parametrize(
    "body", ["", "không phải", "[]", "null", "1", '"x"', "[" * 100_000, "9" * 5_000, "{"]
)
def test_what_is_no_object_is_nothing(body: str) -> None:
    assert events.read(body) is None


def test_wrong_types_and_bad_characters_are_cut_away() -> None:
    found = events.read(
        '{"event_name":["x"],"message":{"from":{"id":"a\\u0000b\\ud800","display_name":'
        '"X\\u202eY\\u0007 Z","is_bot":"true"},"chat":{"id":12345,"chat_type":true},"text":NaN,'
        '"message_id":{"a":1}}}'
    )

    assert found == events.Incoming(sender_id="ab", sender_name="XY Z", chat_id="12345")
    assert found is not None
    assert not found.is_known


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["result", "message", "from", "chat", "id", "text", "event_name"])
            | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(body=JSON)
def test_any_json_is_read_and_every_field_can_be_stored(body: Any) -> None:
    found = events.read(json.dumps(body))

    assert (found is None) == (not isinstance(body, dict))
    for text in (found.chat_id, found.sender_name, found.text) if found else ():
        assert "\x00" not in text
        assert text.encode().decode() == text
