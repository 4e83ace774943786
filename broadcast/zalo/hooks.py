"""The two calls about a bot's webhook, and what Zalo's own trial of it means.

Zalo keeps an address even when its trial fails, so the trial's outcome is what counts.
"""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from broadcast.carriers.port import SendError, Unknown
from broadcast.zalo import outcome, redaction
from broadcast.zalo.hook_words import UNCLEAR
from broadcast.zalo.wire import ANSWER_LIMIT, Seen

CONNECT, READ = 5, 20  # seconds; Zalo calls us back before it answers


def set_webhook(*, token: str, base_url: str, url: str, secret: str) -> str:
    """Tell Zalo where to post and return the outcome of its trial; raises ``SendError``."""
    result = _ask("setWebhook", {"url": url, "secret_token": secret}, token, base_url)
    trial = result.get("verification")
    said = trial.get("outcome") if isinstance(trial, dict) else None
    return said[:40] if isinstance(said, str) and said else UNCLEAR


def get_webhook_url(*, token: str, base_url: str) -> str:
    """Return where Zalo posts, "" if nowhere; raises ``SendError``."""
    try:
        url = _ask("getWebhookInfo", {}, token, base_url).get("url")
    except SendError as error:
        if error.code == "404":
            return ""
        raise
    return url if isinstance(url, str) else ""


def _ask(method: str, form: dict[str, str], token: str, base_url: str) -> dict[str, Any]:
    answer = outcome.result(_post(f"{base_url.rstrip('/')}/bot{token}/{method}", form))
    if isinstance(answer, SendError):
        raise answer
    result = answer.get("result")
    if not isinstance(result, dict):
        raise Unknown(outcome.UNCLEAR, code="no_result")
    return result


def _post(url: str, form: dict[str, str]) -> Seen:
    """Post once; the address holds the token and stays out of what is raised and logged."""
    import httpx  # noqa: PLC0415 slow to load, and seldom needed

    redaction.guard_loggers()
    try:
        answer = httpx.post(
            url,
            data=form,
            timeout=httpx.Timeout(READ, connect=CONNECT),
            follow_redirects=False,
            trust_env=not _is_loopback(url),
        )
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError, httpx.InvalidURL) as exc:
        return Seen(trouble=type(exc).__name__, left=False)
    except Exception as exc:  # noqa: BLE001 it may have left: nothing more is known
        return Seen(trouble=type(exc).__name__)
    return Seen(status=answer.status_code, body=answer.content[:ANSWER_LIMIT])


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
