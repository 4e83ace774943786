"""Taking in what Zalo posts: the secret first, then store once, answer at once, work later.

Whoever does not know the secret leaves no trace. Whoever does may still send anything: the body is
kept as text and believed nowhere.
"""

import logging
import re

from django.db import Error as DatabaseError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from broadcast import hook_secrets, tasks
from broadcast.models import ZaloBot
from broadcast.zalo import storing

MOST_BYTES = 1024 * 1024
HEADER = "X-Bot-Api-Secret-Token"
_HOOK = re.compile(r"[0-9a-f]{32}")
_NOBODY = ZaloBot(secret_sha256="0" * 64)
_log = logging.getLogger(__name__)


# Zalo has no session here and no cookie: the secret in the header is the whole authority.
@csrf_exempt
@require_POST
def receive(request: HttpRequest, hook_id: str) -> HttpResponse:
    """Answer 200 for whatever the bot's own Zalo posts, 403 for anybody else."""
    try:
        bot = _bot(hook_id)
        if not hook_secrets.knows(bot or _NOBODY, request.headers.get(HEADER, "")):
            _log.warning("A webhook was called without its secret.")
            return HttpResponse(status=403)
        body = _body(request)
        if body is None:
            return HttpResponse(status=413)
        if bot is not None and storing.store(bot, body):
            transaction.on_commit(tasks.inbound.delay, robust=True)
    except OSError:  # the caller hung up, or sent no proper chunks
        return HttpResponse(status=400)
    except DatabaseError:
        _log.exception("What came in could not be stored.")
        return HttpResponse(status=503)
    return HttpResponse()


def _bot(hook_id: str) -> ZaloBot | None:
    if not _HOOK.fullmatch(hook_id):
        return None
    return ZaloBot.objects.filter(~Q(secret_sha256=""), hook_id=hook_id).first()


def _body(request: HttpRequest) -> bytes | None:
    """Return the whole body, or None for one that is too large; chunked ones are read as well."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if length:
        is_fit = length.isdigit() and int(length) <= MOST_BYTES
        return request.body if is_fit else None
    if not request.META.get("wsgi.input_terminated"):
        return b""
    body: bytes = request.META["wsgi.input"].read(MOST_BYTES + 1)
    return body if len(body) <= MOST_BYTES else None
