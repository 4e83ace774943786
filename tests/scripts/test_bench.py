"""What the bench measures with must itself be right: its sinks, its arithmetic, its table."""

import smtplib

import pytest

from broadcast.zalo.wire import Timeouts, Wire
from scripts.bench import rows
from scripts.bench.measures import admin
from scripts.bench.sinks import beside


def test_the_http_sink_answers_and_remembers_every_message() -> None:
    with beside.http(latency_ms=5) as sink:
        wire = Wire(sink.url, timeouts=Timeouts())
        for number in range(20):
            form = {"chat_id": f"zgr-{number}", "text": "Tin"}
            wire.post(number, f"{sink.url}/bot{number % 2}:a/sendMessage", form, read=5)
        seen = {}
        while len(seen) < 20:
            seen.update(wire.finished(wait=1))
        wire.close()
        figures, arrivals = sink.figures(), sink.arrivals()

    assert {answer.status for answer in seen.values()} == {200}
    assert len({answer.body for answer in seen.values()}) == 20
    assert figures["count"] == 20
    assert {token: len(moments) for token, moments in arrivals.items()} == {"0:a": 10, "1:a": 10}


def test_the_smtp_sink_takes_letters_one_after_another() -> None:
    with beside.smtp() as port, smtplib.SMTP("127.0.0.1", port, timeout=5) as client:
        refused = [
            client.sendmail("a@example.vn", ["b@example.vn"], "Subject: Tin\r\n\r\n.\r\nHai\r\n")
            for _ in range(2)
        ]

    assert refused == [{}, {}]


def test_of_a_hundred_answers_five_may_be_slower() -> None:
    assert admin.p95([float(n) for n in range(1, 101)]) == 95
    assert admin.p95([7.0]) == 7
    assert admin.p95([1.0] * 18 + [9.0, 10.0]) == 9


@pytest.mark.parametrize(("large", "expected"), [(2.0, 0.0), (20.0, 1.0), (200.0, 2.0)])
def test_the_exponent_says_how_a_cost_grows(large: float, expected: float) -> None:
    assert rows.exponent(2.0, large) == expected


def test_the_table_says_which_goals_are_not_met() -> None:
    found = [
        rows.Row("drain", "10/s", "bare: 5/s", 2, "≥ 1 ×", met=True),
        rows.Row("tick", "30 ms", "", goal="≤ 20 ms", met=False),
    ]

    lines = rows.table(found).splitlines()

    assert [line.split()[-1] for line in lines] == ["exponent", "yes", "NO"]
