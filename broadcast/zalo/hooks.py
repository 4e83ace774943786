"""The two calls about a bot's webhook, and what Zalo's own trial of it means.

Zalo keeps an address even when its trial fails, so the trial's outcome is what counts.
"""

from typing import Any

from broadcast.carriers.port import SendError
from broadcast.zalo import client
from broadcast.zalo.hook_words import UNCLEAR
from broadcast.zalo.wire import Timeouts

READ = 20  # seconds; Zalo calls us back before it answers


def set_webhook(*, token: str, base_url: str, url: str, secret: str) -> str:
    """Tell Zalo where to post and return the outcome of its trial; raises ``SendError``."""
    result = _ask("_set_webhook_async", url, secret, token=token, base_url=base_url)
    trial = result.get("verification")
    said = trial.get("outcome") if isinstance(trial, dict) else None
    return said[:40] if isinstance(said, str) and said else UNCLEAR


def get_webhook_url(*, token: str, base_url: str) -> str:
    """Return where Zalo posts, "" if nowhere; raises ``SendError``."""
    try:
        answer = _ask("_get_webhook_info_async", token=token, base_url=base_url)
    except SendError as error:
        if error.code == "404":
            return ""
        raise
    url = answer.get("url")
    return url if isinstance(url, str) else ""


def _ask(method: str, *arguments: str, token: str, base_url: str) -> dict[str, Any]:
    timeouts = Timeouts(lookup=READ)
    return client.call(method, *arguments, token=token, base_url=base_url, timeouts=timeouts)
