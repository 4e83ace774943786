"""Values as a table in a statement, whatever they hold, on either database."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from broadcast import locking

_TABLE = locking.Table(number=int, word=str)
_words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


class AnyValues(TestCase):
    @given(st.lists(st.tuples(st.integers(-(2**62), 2**62), _words)))
    def test_come_back_as_they_were(self, rows: list[tuple[int, str]]) -> None:
        with locking.cursor() as cursor:
            cursor.execute(_TABLE.sql, _TABLE.parameters(rows))
            assert cursor.fetchall() == rows


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["", '"', "\\", '\\"', "NULL", "{a,b}", "a,b", " ", "Hòa\n", "%s"])
def test_words_that_mean_something_to_a_database_are_words(word: str) -> None:
    with locking.cursor() as cursor:
        cursor.execute(_TABLE.sql, _TABLE.parameters([(1, word), (2, "x")]))
        assert cursor.fetchall() == [(1, word), (2, "x")]


@pytest.mark.django_db
def test_moments_come_back_as_they_were() -> None:
    table = locking.Table(at=datetime)
    moment = datetime(2026, 7, 30, 1, 2, 3, 456789, tzinfo=UTC)
    with locking.cursor() as cursor:
        cursor.execute(table.sql, table.parameters([(moment,)]))
        [(found,)] = cursor.fetchall()
    read = datetime.fromisoformat(found) if isinstance(found, str) else found
    assert locking.moment(read) == moment
