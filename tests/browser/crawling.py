"""A walk over every page that one person can reach by links, with what can be read there."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Error, Page, Response
from wagtail.models import Page as SitePage

VISIBLE = (Path(__file__).parent / "visible.js").read_text(encoding="utf-8")
# An address in an attribute, in a JSON property of a widget or in the side bar's data.
ADDRESS = re.compile(r"""["'](/[a-z0-9][^"'\s<>\\]*)["']""", re.IGNORECASE)
# Parameters of an address that name a model, not one of its objects.
LABEL = re.compile(r"app_label|app_name|model_name")
PASSED_OVER = re.compile(
    r"^/(static|media)/|/logout/|/admin/(api|failwhale|jsi18n|sprite)/|\.(ico|png|jpg|webp)$"
)

# What the browser says of a download and of an answer without a body.
NO_PAGE = re.compile(r"Download is starting|ERR_ABORTED|ERR_HTTP_RESPONSE_CODE_FAILURE")


@dataclass
class Walk:
    """What one person's walk has found.

    ``within``: only addresses that match are opened. ``texts``: address -> what can be read
    there. ``answers``: address -> HTTP status, 0 for a download.
    """

    page: Page
    within: str = "/(?!admin/)"
    limit: int = 400
    texts: dict[str, list[str]] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    kinds: set[tuple[str, ...]] = field(default_factory=set)

    def over(self, *starts: str) -> "Walk":
        """Open the ``starts`` and, once for each kind of page, whatever they lead to."""
        waiting = [address for address in starts if self._is_new(address)]
        while waiting and len(self.answers) < self.limit:
            waiting += [address for address in self._open(waiting.pop(0)) if self._is_new(address)]
        return self

    def _is_new(self, address: str) -> bool:
        kind = kind_of(address)
        if kind is None or kind in self.kinds or not re.match(self.within, address):
            return False
        self.kinds.add(kind)
        return True

    def _open(self, address: str) -> list[str]:
        """Read one page and return the addresses that it mentions."""
        try:
            answer = self.page.goto(address)
        except Error as error:
            if not NO_PAGE.search(str(error)):
                raise
            self.answers[address] = 0
            self._take_a_new_window()
            return []
        if answer is None:
            return []
        self.answers[address] = answer.status
        landed = urlsplit(answer.url).path
        if landed != urlsplit(address).path and not self._is_new(landed):
            return []
        sent = content(answer)
        if sent is None:
            return []
        self.texts[address] = read(self.page, sent)
        return addresses(sent or self.page.content())

    def _take_a_new_window(self) -> None:
        """Leave the window in which the browser goes on, sooner or later, to a page of its own."""
        left, self.page = self.page, self.page.context.new_page()
        left.close()


def read(page: Page, sent: str = "") -> list[str]:
    """Return every text on the page as it is shown, or in a modal's HTML that was ``sent``."""
    if not sent:
        page.wait_for_timeout(100)  # scripts put in what they have to say
    texts: list[str] = page.evaluate(VISIBLE, sent or None)
    return texts


def content(answer: Response) -> str | None:
    """Return "" for a page that the browser shows, the HTML inside a modal's JSON, else None."""
    kind = answer.headers.get("content-type", "")
    if kind.startswith("text/html"):
        return ""
    if kind.startswith("application/json"):
        sent = json.loads(answer.body())
        parts = sent if isinstance(sent, dict) else {}
        shown = [parts[name] for name in ("html", "error_message") if parts.get(name)]
        return "\n".join(shown) or None
    return None


def addresses(source: str) -> list[str]:
    """Return the local addresses that a page's source mentions, in order, each once."""
    found = ADDRESS.findall(html.unescape(source).replace("\\/", "/").replace('\\"', '"'))
    return list(dict.fromkeys(found))


def kind_of(address: str) -> tuple[str, ...] | None:
    """Return what an address is one example of: its route and the model behind it; None: skip."""
    path = urlsplit(address).path
    if PASSED_OVER.search(path):
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    labels = [str(value) for name, value in match.kwargs.items() if LABEL.search(name)]
    return (match.route, *labels, *models(match))


def models(match: ResolverMatch) -> Iterator[str]:
    """Yield the types of the pages and contents that an address names."""
    values = match.kwargs
    page_id = values.get("page_id") or values.get("parent_page_id")
    if isinstance(page_id, int):
        yield model_of(SitePage.objects.filter(pk=page_id))
    if "content_type_id" in values:
        yield str(ContentType.objects.filter(pk=values["content_type_id"]).first())
    if match.url_name == "wagtail_serve":
        slug = match.args[0].rstrip("/").rsplit("/", 1)[-1]
        yield model_of(SitePage.objects.filter(slug=slug))


def model_of(pages: QuerySet[SitePage]) -> str:
    """Return the name of the model of the first of the ``pages``."""
    page = pages.first()
    return page.specific_class.__name__ if page and page.specific_class else "none"


def without_values(prefix: str) -> list[str]:
    """Return every address below ``prefix`` that names no object, reachable by a link or not."""
    return sorted(
        path for path in _paths(get_resolver(), "/") if path.startswith(prefix) and kind_of(path)
    )


def _paths(resolver: URLResolver, before: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = str(entry.pattern)
        if re.search(r"[<(\[\\*+?]", route.replace("^", "").replace("$", "")):
            continue
        path = before + route.strip("^$")
        if isinstance(entry, URLPattern):
            yield path
        else:
            yield from _paths(entry, path)
