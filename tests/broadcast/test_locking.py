"""Values as a table in a statement, whatever they hold, on either database."""

from datetime import UTC, datetime

import pytest
from django.db import connection
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


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans as it likes")
@pytest.mark.django_db
def test_a_drain_looks_rows_up_by_key_and_leaves_the_connection_as_it_was() -> None:
    with locking.rows_by_key():
        during = planning()

    assert during == ["off", "force_generic_plan"]
    assert planning() == ["on", "auto"]


def planning() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_seqscan')")
        [seqscan] = cursor.fetchone()
        cursor.execute("SELECT current_setting('plan_cache_mode')")
        [mode] = cursor.fetchone()
    return [seqscan, mode]
