"""Misbehaviour on demand: for the next N calls, for every Nth, or always.

A rule is a JSON object: ``kind`` (below); ``method``, ``chat``, ``bot`` to limit it ("" or absent:
any); ``next`` N or ``every`` N (neither: always); ``code`` and ``style`` for "error"; ``status``
for "html"; ``seconds`` for "latency" and "accept_late". Kinds that begin with "accept", and the
ones about a good answer ("no_message_id", "odd_message_id", "no_date", "truncated"), let the
message through first.
"""

import dataclasses
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from broadcast.zalo.simulator import answers
from broadcast.zalo.simulator.answers import Answer

# Longer than anything that Zalo gives, with a NUL and half a surrogate pair.
ODD_ID = "\0\ud800" + 500 * "x"
HTML = b"<!doctype html><title>Bad Gateway</title><h1>Bad Gateway</h1>"


@dataclass(slots=True)
class Rule:
    """One kind of misbehaviour and when it strikes."""

    kind: str
    method: str = ""
    chat: str = ""
    bot: str = ""
    next: int = 0
    every: int = 0
    code: int = 400
    style: str = ""
    status: int = 502
    seconds: float = 0
    seen: int = 0

    def strikes(self, *, method: str, chat: str, bot: str) -> bool:
        """Tell whether this call is hit; counts the calls that it could have hit."""
        asked = ((self.method, method), (self.chat, chat), (self.bot, bot))
        if any(wanted and wanted != actual for wanted, actual in asked):
            return False
        self.seen += 1
        if self.next:
            return self.seen <= self.next
        return not self.every or self.seen % self.every == 0


class Faults:
    """The rules in force; the first that strikes a call decides."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.rules: list[Rule] = []

    def add(self, data: dict[str, Any]) -> None:
        """Add one rule; raises ``ValueError`` or ``TypeError`` for what cannot be one."""
        rule = Rule(**data)
        if rule.kind not in KINDS:
            raise ValueError(rule.kind)
        with self.lock:
            self.rules.append(rule)

    def clear(self) -> None:
        """Behave again."""
        with self.lock:
            self.rules.clear()

    def pick(self, *, method: str, chat: str, bot: str) -> Rule | None:
        """Return the rule that strikes this call, if any."""
        with self.lock:
            hits = [r for r in self.rules if r.strikes(method=method, chat=chat, bot=bot)]
        return hits[0] if hits else None


Perform = Callable[[], Answer]


def _strip(answer: Answer, field: str) -> Answer:
    data = json.loads(answer.body)
    if isinstance(data.get("result"), dict):
        data["result"].pop(field, None)
    return dataclasses.replace(answer, body=answers.encode(data))


def _odd(answer: Answer, field: str) -> Answer:
    data = json.loads(answer.body)
    if isinstance(data.get("result"), dict):
        data["result"][field] = ODD_ID
    # Half a pair can only be written as an escape.
    return dataclasses.replace(answer, body=json.dumps(data).encode())


def _error(rule: Rule, style: str) -> Answer:
    return answers.bad(rule.code, style=rule.style or style)


KINDS: dict[str, Callable[[Rule, Perform, str], Answer]] = {
    "latency": lambda rule, perform, _s: dataclasses.replace(perform(), delay=rule.seconds),
    "error": lambda rule, _p, style: _error(rule, style),
    "html": lambda rule, _p, _s: Answer(rule.status, HTML, "text/html; charset=utf-8"),
    "redirect": lambda _r, _p, _s: Answer(302, headers=(("Location", "/"),)),
    "invalid_json": lambda _r, _p, _s: Answer(body=b'{"ok":true,"result":'),
    "other_json": lambda _r, _p, _s: Answer(body=b'["ok"]'),
    "empty": lambda _r, _p, _s: Answer(),
    "close": lambda _r, _p, _s: Answer(is_dropped=True),
    "no_message_id": lambda _r, perform, _s: _strip(perform(), "message_id"),
    "odd_message_id": lambda _r, perform, _s: _odd(perform(), "message_id"),
    "no_date": lambda _r, perform, _s: _strip(perform(), "date"),
    "truncated": lambda _r, perform, _s: dataclasses.replace(perform(), is_cut=True),
    "accept_close": lambda _r, perform, _s: dataclasses.replace(perform(), is_dropped=True),
    "accept_late": lambda rule, perform, _s: dataclasses.replace(perform(), delay=rule.seconds),
    "accept_error": lambda rule, perform, style: (perform(), _error(rule, style))[1],
    "accept_html": lambda rule, perform, _s: (perform(), Answer(rule.status, HTML, "text/html"))[1],
}


def apply(rule: Rule | None, perform: Perform, *, style: str) -> Answer:
    """Answer one call, under ``rule`` if there is one."""
    return KINDS[rule.kind](rule, perform, style) if rule else perform()
