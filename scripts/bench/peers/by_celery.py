"""The usual design: Celery, one task for each message, its row written before and after the call.

One kept-alive client in each worker process. ``REUSE_CONNECTIONS`` lets the tasks of a process
share a database connection, which Celery by itself closes after each.
"""

import os
from functools import cache
from typing import Any

from celery import Celery, shared_task
from django.utils import timezone

from cms import environment

app = Celery("peers", broker=environment.text("CELERY_BROKER_URL"))
app.conf.task_ignore_result = True
app.conf.broker_connection_retry_on_startup = True
if environment.flag("REUSE_CONNECTIONS"):
    app.conf.CELERY_DB_REUSE_MAX = 1_000_000


@cache
def client() -> Any:
    """Return this process's HTTP client."""
    import httpx  # noqa: PLC0415 a producer does not need it

    return httpx.Client(trust_env=False)


@shared_task(name="peers.deliver")
def deliver(pk: int) -> None:
    """Send one message."""
    from scripts.bench.peers.models import Letter  # noqa: PLC0415 after django.setup()

    letter = Letter.objects.get(pk=pk)
    letter.state, letter.started_at = "sending", timezone.now()
    letter.save(update_fields=["state", "started_at"])
    url = f"{os.environ['ZALO_BOT_BASE_URL']}/bot1:bench/sendMessage"
    answer = client().post(url, data={"chat_id": letter.chat_id, "text": letter.text}).json()
    letter.state, letter.sent_at = "sent" if answer["ok"] else "failed", timezone.now()
    letter.message_id = answer["result"]["message_id"]
    letter.save(update_fields=["state", "sent_at", "message_id"])
