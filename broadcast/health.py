"""What runs and what is stuck: the clock, a worker for each queue, tasks, database, broker, bots.

Read from signs of life and from the ledger itself, so it works the same with Redis and PostgreSQL
as with the embedded default. Nothing here counts the ledger, and a bot costs a query of its own
only when messages of its lane are overdue.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection

from broadcast import claiming, lanes
from broadcast.heartbeats import BEAT
from broadcast.models import Delivery, Heartbeat, ZaloBot
from cms.celery import app

NEVER = "Chưa thấy chạy lần nào."
QUEUE_LABELS = {
    "plan": "Bộ lập lần phát hành",
    "send": "Bộ gửi tin",
    "default": "Bộ làm các việc khác",
}
TASK_LABELS = {
    "broadcast.plan": "Việc lập lần phát hành",
    "broadcast.drain": "Việc gửi tin",
    "broadcast.sweep": "Việc dọn, sửa lượt gửi",
    "broadcast.inbound": "Việc đọc tin đến từ Zalo",
    "broadcast.care": "Việc hỏi thăm bot Zalo",
    "cms.master_recordings": "Việc xử lý bản ghi âm",
}
# How many of a lane's oldest rows are looked at: those of a paused campaign may lie before others.
LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the machine; ``problem`` is a Vietnamese sentence, empty while all is well."""

    code: str
    label: str
    problem: str = ""
    age_seconds: float | None = None

    @property
    def is_red(self) -> bool:
        return bool(self.problem)


def look(*, now: datetime) -> list[Part]:
    """Return every part. Without a database the others cannot be seen, and are not guessed at."""
    broker = _broker()
    try:
        return [_database(), broker, *_clock_and_workers(now), *_bots(now)]
    except DatabaseError as error:
        down = f"Không đọc được cơ sở dữ liệu ({type(error).__name__})."
        return [Part("database", "Cơ sở dữ liệu", down), broker]


def red(*, now: datetime) -> list[Part]:
    """Return the parts that are stuck."""
    return [part for part in look(now=now) if part.is_red]


def _database() -> Part:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Part("database", "Cơ sở dữ liệu")


def _broker() -> Part:
    """Ask the broker for an answer: opening a channel of our own does so, once.

    The default channel would try again and again. A queue is not asked for: an empty one does not
    exist in Redis.
    """
    label = "Bộ chuyển việc (Redis)"
    try:
        with app.connection_for_write(connect_timeout=2) as broker:
            broker.channel().close()
    except Exception as error:  # noqa: BLE001 each transport has errors of its own
        return Part("broker", label, f"Không nối được ({type(error).__name__}).")
    return Part("broker", label)


def _clock_and_workers(now: datetime) -> Iterator[Part]:
    seen = {row.part: row for row in Heartbeat.objects.all()}
    silence = settings.LANTOA_HEALTH_SILENCE_SECONDS
    failing = settings.LANTOA_HEALTH_FAILURE_SECONDS
    clock = seen[BEAT].at if BEAT in seen else None
    yield _judge("beat", "Đồng hồ nhắc việc", clock, limit=silence, now=now)
    scheduled = {str(entry["task"]) for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    for queue in sorted({route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}):
        tasks = [name for name, r in settings.CELERY_TASK_ROUTES.items() if r["queue"] == queue]
        last = max((seen[name].at for name in tasks if name in seen), default=None)
        label = QUEUE_LABELS.get(queue, f"Bộ chạy việc {queue}")
        yield _judge(f"worker:{queue}", label, last, limit=silence, now=now)
    for name in sorted(scheduled):
        label = TASK_LABELS.get(name, f"Việc {name}")
        last = seen[name].succeeded_at if name in seen else None
        yield _judge(f"task:{name}", label, last, limit=failing, now=now, verb="làm xong")


def _judge(
    code: str, label: str, last: datetime | None, *, limit: int, now: datetime, verb: str = "thấy"
) -> Part:
    if last is None:
        return Part(code, label, NEVER)
    age = (now - last).total_seconds()
    problem = f"{int(age)} giây chưa {verb}, quá mức {limit} giây." if age > limit else ""
    return Part(code, label, problem, age)


def _bots(now: datetime) -> Iterator[Part]:
    since = now - timedelta(seconds=settings.LANTOA_HEALTH_LANE_SECONDS)
    overdue = set(lanes.due(now=since))
    for bot in ZaloBot.objects.order_by("pk"):
        problem = _paused_or_stopped(bot, now=now)
        is_idle = bot.free_at is None or bot.free_at <= since
        if not problem and bot.pk in overdue and is_idle and _is_usable(bot, now=now):
            problem = _waiting(bot.pk, since=since, now=now)
        yield Part(f"bot:{bot.pk}", f"Bot Zalo “{bot.display_name}”", problem)


def _is_usable(bot: ZaloBot, *, now: datetime) -> bool:
    """Whether the bot may write; a pause without an end is an officer's."""
    is_over = bot.paused_until is not None and bot.paused_until <= now
    return bot.state == ZaloBot.State.ACTIVE or (bot.state == ZaloBot.State.PAUSED and is_over)


def _paused_or_stopped(bot: ZaloBot, *, now: datetime) -> str:
    """Say why Zalo's answers keep a bot from writing. What an officer set aside is not stuck."""
    if bot.state == ZaloBot.State.STOPPED:
        return bot.problem
    is_long = bot.pause_seconds >= settings.LANTOA_HEALTH_PAUSE_SECONDS
    if bot.state == ZaloBot.State.PAUSED and is_long and not _is_usable(bot, now=now):
        return f"Đang phải dừng {bot.pause_seconds} giây: {bot.problem}"
    return ""


def _waiting(lane: int, *, since: datetime, now: datetime) -> str:
    """Say so if a row that may leave has been waiting in the lane since before ``since``."""
    for is_urgent in (True, False):
        rows = Delivery.objects.filter(
            indexed_state=Delivery.State.PLANNED,
            lane=lane,
            is_urgent=is_urgent,
            next_attempt_at__lte=since,
        )
        oldest = list(rows.order_by("next_attempt_at").values_list("pk", flat=True)[:LOOKED_AT])
        if oldest and claiming.allowed(Delivery.objects.filter(pk__in=oldest), now=now).exists():
            return f"Có tin đến giờ mà {int((now - since).total_seconds() // 60)} phút chưa gửi."
    return ""
