"""The methods about how a bot hears: webhook, its probe, and polling."""

import http.client
import json
import time
from typing import Any
from urllib.parse import urlsplit

from broadcast.zalo.simulator.answers import ApiError
from broadcast.zalo.simulator.world import Bot, World

NEAR = {"127.0.0.1", "localhost", "::1"}
MOST_POLL = 30.0  # seconds


def set_webhook(world: World, bot: Bot, given: dict[str, str]) -> Any:
    """Save the address, then probe it: a failed probe does not undo the saving."""
    url, secret = given.get("url", ""), given.get("secret_token", "")
    parts = urlsplit(url)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in NEAR):
        raise ApiError(400, "Invalid url")
    if not 8 <= len(secret) <= 256:
        raise ApiError(400, "Invalid secret_token")
    with world.lock:
        bot.webhook_url, bot.webhook_secret = url, secret
        bot.webhook_at = world.milliseconds()
        world.version += 1
    return {"url": url, "updated_at": bot.webhook_at, "verification": _probe(bot)}


def probe_webhook(world: World, bot: Bot, _given: dict[str, str]) -> Any:
    """Probe the saved address again."""
    get_webhook_info(world, bot, {})
    return {"verification": _probe(bot)}


def get_webhook_info(_world: World, bot: Bot, _given: dict[str, str]) -> Any:
    """Say which address is saved; none is an error 404."""
    if not bot.webhook_url:
        raise ApiError(404)
    return {"url": bot.webhook_url, "updated_at": bot.webhook_at}


def delete_webhook(world: World, bot: Bot, _given: dict[str, str]) -> Any:
    """Forget the address."""
    with world.lock:
        bot.webhook_url = bot.webhook_secret = ""
        bot.webhook_at = world.milliseconds()
        world.version += 1
    return {"url": "", "updated_at": bot.webhook_at}


def get_updates(world: World, bot: Bot, given: dict[str, str]) -> Any:
    """Wait for one event. What arrives while nobody polls is lost, as at Zalo."""
    if bot.webhook_url:
        raise ApiError(400, "Webhook is set")
    try:
        seconds = min(max(float(given.get("timeout", MOST_POLL)), 0), MOST_POLL)
    except ValueError as exc:
        raise ApiError(400, "Invalid timeout") from exc
    with world.changed:
        bot.pollers += 1
        world.changed.wait_for(lambda: bool(bot.polled), timeout=seconds)
        bot.pollers -= 1
        if not bot.polled:
            raise ApiError(408)
        return bot.polled.popleft()


def post(url: str, secret: str | None, body: Any) -> int:
    """Post JSON as Zalo does and return the status; 0 if nobody answers."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    headers = {"Content-Type": "application/json", "User-Agent": "Java/17.0.9"}
    if secret is not None:
        headers["X-Bot-Api-Secret-Token"] = secret
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = None
    try:
        connection = kind(parts.hostname or "", parts.port, timeout=10)
        connection.request("POST", path, json.dumps(body, ensure_ascii=False).encode(), headers)
        return connection.getresponse().status
    except (OSError, ValueError, http.client.HTTPException):
        return 0
    finally:
        if connection:
            connection.close()


def _probe(bot: Bot) -> dict[str, Any]:
    started = time.monotonic()
    status = post(bot.webhook_url, bot.webhook_secret, {"event_name": "webhook.test"})
    return {
        "ok": status == 200,
        "url": bot.webhook_url,
        "status_code": status,
        "outcome": _outcome(status),
        "latency_ms": int((time.monotonic() - started) * 1_000),
        "hint": "",
    }


def _outcome(status: int) -> str:
    named = {200: "ok", 0: "err.unreachable", 403: "http.403", 404: "http.404"}
    rest = "http.5xx" if status >= 500 else "http.other"
    return f"webhook.{named.get(status, rest)}"
