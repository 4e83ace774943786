"""Small counts: every small table is tried, as a reader who knows the algorithm would."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.suppression import Printed, added, publish

COUNTS = st.dictionaries(st.integers(0, 30), st.integers(0, 40), max_size=12)


@pytest.mark.parametrize("k", [2, 3, 4, 5])
@pytest.mark.parametrize("hidden", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("shown", [0, 1, 2])
def test_every_hidden_leaf_can_still_be_anything(k: int, hidden: int, shown: int) -> None:
    large = {f"large {n}": k + n for n in range(shown)}
    alike: dict[tuple[str, ...], list[tuple[int, ...]]] = defaultdict(list)
    for filling in product(range(k), repeat=hidden):
        found = publish({**large, **{f"small {n}": v for n, v in enumerate(filling)}}, k=k)
        # All that anybody may see: leaves, every subtotal that could be drawn, and the month.
        seen = [found.leaf(leaf) for leaf in found.leaves]
        for kept in product((False, True), repeat=len(found.leaves)):
            chosen = {leaf for leaf, keep in zip(found.leaves, kept, strict=True) if keep}
            seen.append(str(found.subtotal(chosen.__contains__)))
        alike[(*seen, str(found.total))].append(filling)

    for fillings in alike.values():
        for values in zip(*fillings, strict=True):
            assert set(values) == set(range(k))


@pytest.mark.parametrize("k", [3, 4])
@pytest.mark.parametrize(("lowest", "beyond"), [(1, 0), (0, 1)], ids=["too low", "too high"])
def test_the_search_recognises_a_rule_that_betrays(k: int, lowest: int, beyond: int) -> None:
    """Hold the search above to account: print smaller or larger sums, and a leaf is narrowed."""
    low, high = lowest or k, 2 * (k - 1) + beyond
    alike: dict[int | None, list[tuple[int, ...]]] = defaultdict(list)
    for filling in product(range(k), repeat=3):
        total = sum(filling)
        alike[total if low <= total <= high else None].append(filling)

    narrowed = [
        set(values) != set(range(k))
        for fillings in alike.values()
        for values in zip(*fillings, strict=True)
    ]

    assert any(narrowed)


def test_the_example_of_the_specification() -> None:
    a = {("A", "web"): 41, ("A", "qr"): 6, ("A", "zalo"): 25}
    b = {("B", "web"): 12, ("B", "qr"): 0, ("B", "zalo"): 9}

    both, alone = publish({**a, **b}), publish(a)

    assert [both.leaf(leaf) for leaf in both.leaves] == ["41", "0–9", "25", "12", "0–9", "0–9"]
    assert str(both.subtotal(lambda leaf: leaf[0] == "A")) == "ít nhất 66"
    assert str(both.subtotal(lambda leaf: leaf[0] == "B")) == "ít nhất 12"
    assert str(both.total) == "93"
    assert str(alone.total) == "ít nhất 66"


def test_a_sum_that_would_narrow_the_rest_is_withheld() -> None:
    found = publish({"a": 9, "b": 9, "c": 9, "d": 55})

    assert str(found.total) == "ít nhất 55"


def test_nothing_above_the_limit_says_so_without_a_number() -> None:
    assert str(publish({"a": 3}).total) == "chưa đủ để công bố"
    assert str(publish({}).total) == "0"


def test_ten_is_published_and_thousands_have_dots() -> None:
    found = publish({"a": 10, "b": 1234})

    assert (found.leaf("a"), found.leaf("b"), str(found.total)) == ("10", "1.234", "1.244")


def test_a_longer_period_adds_what_is_printed() -> None:
    months = [Printed(93), Printed(66, is_least=True), Printed(0, is_least=True)]

    assert str(added(months)) == "ít nhất 159"
    assert str(added([Printed(93), Printed(7)])) == "100"


@given(COUNTS, st.data())
def test_subtotals_and_leaves_depend_on_no_hidden_value(
    counts: dict[int, int], data: st.DataObject
) -> None:
    other = {
        leaf: data.draw(st.integers(0, 9)) if count < 10 else count
        for leaf, count in counts.items()
    }

    one, two = publish(counts), publish(other)

    assert one.leaves == two.leaves
    for bound in range(30):
        assert one.subtotal(lambda leaf: leaf < bound) == two.subtotal(lambda leaf: leaf < bound)  # noqa: B023


@given(COUNTS)
def test_no_published_number_exceeds_the_truth(counts: dict[int, int]) -> None:
    found = publish(counts)

    assert found.total.value <= sum(counts.values())
    assert found.total.is_least or found.total.value == sum(counts.values())
