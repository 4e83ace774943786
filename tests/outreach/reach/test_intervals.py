"""Wilson and Newcombe (reach.md §3.9, §3.10, §5.9)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.reach.intervals import newcombe, wilson

SAMPLE = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(SAMPLE)
def test_wilson_contains_the_share_and_stays_inside(sample: tuple[int, int]) -> None:
    k, n = sample

    low, high = wilson(k, n) or (2, -1)

    assert 0 <= low <= k / n <= high <= 1


@given(SAMPLE, st.integers(2, 9))
def test_wilson_narrows_as_the_sample_grows(sample: tuple[int, int], times: int) -> None:
    k, n = sample

    small, large = wilson(k, n) or (0, 0), wilson(k * times, n * times) or (0, 9)

    assert large[1] - large[0] < small[1] - small[0]


def test_nobody_asked_has_no_interval() -> None:
    assert wilson(0, 0) is None
    assert newcombe(0, 0, 3, 5) is None
    assert newcombe(3, 5, 0, 0) is None


def test_newcombe_of_a_published_pair() -> None:
    _delta, low, high = newcombe(48, 80, 56, 70) or (0, 0, 0)

    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


@given(SAMPLE, SAMPLE)
def test_newcombe_flips_its_sign(one: tuple[int, int], other: tuple[int, int]) -> None:
    delta, low, high = newcombe(*one, *other) or (9, 9, 9)

    assert newcombe(*other, *one) == pytest.approx((-delta, -high, -low))
