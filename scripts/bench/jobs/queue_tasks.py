"""Write messages and queue a Celery task for each; runs with the peers' settings."""

from typing import Any

from django.core.management import call_command

from scripts.bench.peers import by_celery
from scripts.bench.peers.models import Letter


def run(*, messages: int, text: str) -> dict[str, Any]:
    """Queue ``messages`` tasks; no worker should be running yet."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    letters = Letter.objects.bulk_create(
        (Letter(chat_id=f"zgr-{number:020x}", text=text) for number in range(messages)),
        batch_size=2000,
    )
    for letter in letters:
        by_celery.app.send_task("peers.deliver", [letter.pk])
    return {"queued": len(letters)}
