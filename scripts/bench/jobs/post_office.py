"""Send queued letters with django-post_office; runs with the peers' settings."""

import logging
import resource
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management import call_command
from post_office.mail import send_queued_mail_until_done
from post_office.models import STATUS, Email

from scripts.bench import processes


def run(*, messages: int, text: str, workers: int) -> dict[str, Any]:
    """Queue ``messages`` letters and send them all with ``workers`` processes."""
    logging.getLogger("post_office").setLevel(logging.WARNING)
    call_command("migrate", run_syncdb=True, verbosity=0)
    Email.objects.all().delete()
    Email.objects.bulk_create(
        (
            Email(
                from_email="ward@example.vn",
                to=[f"group-{number}@example.vn"],
                subject="Tin",
                message=text,
                status=STATUS.queued,
            )
            for number in range(messages)
        ),
        batch_size=2000,
    )
    cpu, begun = _cpu(), processes.now()
    with TemporaryDirectory() as folder:
        send_queued_mail_until_done(str(Path(folder) / "lock"), processes=workers)
    seconds, used = processes.now() - begun, _cpu() - cpu
    sent = Email.objects.filter(status=STATUS.sent).count()
    if sent != messages:
        raise processes.FailedError(f"post_office sent {sent} of {messages}")
    return {"seconds": seconds, "cpu": used}


def _cpu() -> float:
    """Return the processor time of this process and of those it has started."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(kind)[:2]) for kind in kinds)
