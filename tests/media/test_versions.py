"""Versions of a script: what is always said stays, what fits joins, nothing is cut."""

from hypothesis import given
from hypothesis import strategies as st

from media import timing
from media.versions import Block, Priority, Version, fit

RATE = 160
blocks = st.lists(
    st.builds(
        lambda words, priority: Block("", " ".join(["từ"] * words) + ".", priority),
        st.integers(min_value=1, max_value=120),
        st.sampled_from(Priority),
    ),
    max_size=8,
)


def sentence(syllables: int, priority: Priority) -> Block:
    return Block("", " ".join(["từ"] * syllables) + ".", priority)


def test_what_should_be_said_goes_before_what_may_be() -> None:
    always = sentence(60, Priority.ALWAYS)
    extra = sentence(40, Priority.EXTRA)
    should = sentence(40, Priority.SHOULD)

    fitted = fit([always, extra, should], seconds=45, rate=RATE)

    assert fitted.blocks == (always, should)


def test_a_smaller_block_takes_the_place_that_a_greater_one_left() -> None:
    always = sentence(60, Priority.ALWAYS)
    great, small = sentence(90, Priority.SHOULD), sentence(20, Priority.EXTRA)

    fitted = fit([always, great, small], seconds=45, rate=RATE)

    assert fitted.blocks == (always, small)


def test_a_required_part_that_is_too_long_says_by_how_much() -> None:
    fitted = fit([sentence(160, Priority.ALWAYS)], seconds=45, rate=RATE)

    assert fitted.is_too_long
    assert fitted.excess(rate=RATE) == (16, 42)


@given(blocks, st.sampled_from(Version))
def test_every_version_keeps_order_and_limit(given_blocks: list[Block], version: Version) -> None:
    fitted = fit(given_blocks, seconds=version.seconds, rate=RATE)

    always = [block for block in given_blocks if block.priority is Priority.ALWAYS]
    kept = [block for block in fitted.blocks if block.priority is Priority.ALWAYS]
    assert kept == always
    assert fitted.is_too_long <= (timing.seconds(_text(always), rate=RATE) > version.seconds)
    places = iter(given_blocks)
    assert all(any(block is one for one in places) for block in fitted.blocks)


def _text(chosen: list[Block]) -> str:
    return "\n".join(block.spoken for block in chosen)


def test_a_foreign_word_counts_by_its_vowels() -> None:
    assert timing.syllables("Nhắn Zalo, xem Facebook và Messenger") == 1 + 2 + 1 + 3 + 1 + 3


def test_lengths_are_shown_rounded_up() -> None:
    assert [timing.minutes_vi(s) for s in (31.3, 60, 84.01)] == [
        "32 giây",
        "1 phút 00 giây",
        "1 phút 25 giây",
    ]
