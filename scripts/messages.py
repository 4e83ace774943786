"""``make messages``: what the installed packages say in English and our catalogue does not yet.

Wagtail and Django bring their English texts and some Vietnamese. ``cms/locale`` holds what they
lack or say badly. What may be shown is read from their catalogues and, because a catalogue can lag
behind its code, from the gettext calls of their and our sources (`scripts.extraction`).

Without ``--check`` the tool appends what is missing as untranslated, marks what nobody asks for any
more as obsolete and writes the entries in the packages' order. With ``--check`` it changes nothing,
prints the counts and fails if there is anything to do.
"""

import argparse
import functools
import importlib.util
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from django.apps import AppConfig
from django.conf import settings

from scripts import extraction

Key = tuple[str | None, str]
Catalogue = dict[Key, polib.POEntry]

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "cms" / "locale"
DOMAINS = ("django", "djangojs")
# Most visible first; the rest follows in the order of INSTALLED_APPS.
FIRST = ("wagtail.admin", "wagtail", "wagtail.snippets", "wagtail.images", "wagtail.documents")
# Their code runs under Wagtail's screens; they are no installed apps or bring no catalogue.
BENEATH = ("treebeard", "modelsearch", "django_tasks")
PLACEHOLDER = re.compile(r"%\(\w+\)[-+ #0-9.]*[a-z]|%[sdr]|\{\w*\}")
TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def main() -> int:
    """Return the exit code for the shell: 1 if ``--check`` found work, else 0."""
    parser = argparse.ArgumentParser(description="Tìm câu chữ chưa dịch của Wagtail và Django.")
    parser.add_argument("--check", action="store_true", help="chỉ kiểm tra, không ghi tệp")
    only_check = parser.parse_args().check
    found = 0
    for domain in DOMAINS:
        catalogue = ours(domain)
        asked = wanted(folders(), domain, sources())
        counts = count(catalogue, asked, offered(folders(), domain))
        print(f"{domain}:", ", ".join(f"{name} {number}" for name, number in counts.items()))
        found += sum(counts.values())
        if not only_check:
            renew(catalogue, asked, offered(folders(), domain)).save()
    return 1 if only_check and found else 0


def folders() -> list[Path]:
    """Return the ``locale`` folders of the installed apps, of Django and of the whole of Wagtail.

    The parts of Wagtail that we do not mount are translated too: mounting one must not bring an
    English screen.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    apps = (*FIRST, *installed(), "django.conf")
    places = [place / "locale" for place in map(home, apps)]
    rest = sorted(english.parent for english in home("wagtail").rglob("locale/en"))
    return [place for place in dict.fromkeys([*places, *rest]) if place.is_dir() and place != OURS]


def installed() -> list[str]:
    """Return the packages of the installed apps, also of those named by a config of ours."""
    return [AppConfig.create(app).name for app in settings.INSTALLED_APPS]


def home(package: str) -> Path:
    """Return the folder of an installed ``package``."""
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else Path(package)


def ours(domain: str) -> polib.POFile:
    """Return our catalogue of ``domain``, as it is on disk."""
    return polib.pofile(str(OURS / "vi" / "LC_MESSAGES" / f"{domain}.po"), wrapwidth=100)


def sources() -> list[Path]:
    """Return the folders whose code and templates are read: packages that we run, and our rooms.

    Of Django's many ``contrib`` parts only the installed ones can show anything.
    """
    django = home("django")
    core = [place for place in django.iterdir() if place.is_dir() and place.name != "contrib"]
    apps = [home(app) for app in installed()]
    inside_wagtail = home("wagtail")
    rest = [app for app in apps if inside_wagtail not in app.parents]
    return list(dict.fromkeys([inside_wagtail, *sorted(core), *rest, *map(home, BENEATH)]))


def wanted(places: Iterable[Path], domain: str, code: Iterable[Path] = ()) -> Catalogue:
    """Return every text that the packages at ``places`` can show, in their order.

    A package without an English catalogue (django-filter) is read from its other languages. Then
    come the texts that only the sources below the ``code`` folders ask for.
    """
    found: Catalogue = {}
    for place in places:
        language = "en" if (place / "en").is_dir() else "*"
        for path in sorted(place.glob(f"{language}/LC_MESSAGES/{domain}.po")):
            for entry in texts(path):
                entry.comment = name(place.parent)
                found.setdefault(key(entry), entry)
    for place in code:
        for entry in written(place, domain):
            found.setdefault(key(entry), entry)
    return found


@functools.cache
def written(place: Path, domain: str) -> tuple[polib.POEntry, ...]:
    """Return what the sources below ``place`` ask for, each with the name of its package."""
    entries = tuple(extraction.of_folder(place, domain))
    for entry in entries:
        entry.comment = name(place)
    return entries


def name(place: Path) -> str:
    """Return the dotted name of the package, or of our room, whose folder ``place`` is."""
    parts = place.parts
    is_package = "site-packages" in parts
    return ".".join(parts[parts.index("site-packages") + 1 :]) if is_package else place.name


def offered(places: Iterable[Path], domain: str) -> Catalogue:
    """Return what the packages at ``places`` say in Vietnamese themselves."""
    return {
        key(entry): entry
        for place in places
        for path in place.glob(f"vi/LC_MESSAGES/{domain}.po")
        for entry in texts(path)
        if entry.translated()
    }


def texts(path: Path) -> Iterator[polib.POEntry]:
    """Yield the living entries of a catalogue."""
    return (entry for entry in polib.pofile(str(path)) if not entry.obsolete)


def key(entry: polib.POEntry) -> Key:
    """Return what gettext looks an entry up by."""
    return entry.msgctxt, entry.msgid


def count(catalogue: polib.POFile, asked: Catalogue, given: Catalogue) -> dict[str, int]:
    """Return how many entries need work, by the Vietnamese name of the fault."""
    living = {key(entry): entry for entry in catalogue if not entry.obsolete}
    return {
        "thiếu": len(asked.keys() - living.keys() - given.keys()),
        "chưa dịch": sum(not translation(entry) for entry in living.values()),
        "chưa chắc": sum(entry.fuzzy for entry in living.values()),
        "sai chỗ điền": sum(bool(faults(entry)) for entry in living.values()),
        "thừa": len(living.keys() - asked.keys()),
    }


def renew(catalogue: polib.POFile, asked: Catalogue, given: Catalogue) -> polib.POFile:
    """Return the catalogue with what is missing, in the packages' order, each with its source."""
    known = {key(entry): entry for entry in catalogue}
    renewed = polib.POFile(wrapwidth=100)
    renewed.fpath, renewed.header, renewed.metadata = (
        catalogue.fpath,
        catalogue.header,
        catalogue.metadata,
    )
    for wish, source in asked.items():
        if wish in known or wish not in given:
            renewed.append(adopt(known.get(wish), source))
    for lost in known.keys() - asked.keys():
        known[lost].obsolete = True
        renewed.append(known[lost])
    return renewed


def adopt(entry: polib.POEntry | None, source: polib.POEntry) -> polib.POEntry:
    """Return ``entry``, or an untranslated one, with the source's name, flags and plural."""
    entry = entry or polib.POEntry(msgctxt=source.msgctxt, msgid=source.msgid)
    entry.obsolete, entry.comment, entry.msgid_plural = False, source.comment, source.msgid_plural
    entry.flags = [*source.flags, *(["fuzzy"] if entry.fuzzy else [])]
    if source.msgid_plural and not entry.msgstr_plural:
        entry.msgstr, entry.msgstr_plural = "", {0: entry.msgstr}
    return entry


def translation(entry: polib.POEntry) -> str:
    """Return the Vietnamese text; Vietnamese has one form for every number."""
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def faults(entry: polib.POEntry) -> list[str]:
    """Return in Vietnamese what the translation lost or added of what must stay as it is."""
    english, vietnamese = entry.msgid_plural or entry.msgid, translation(entry)
    if not vietnamese:
        return []
    said, kept = PLACEHOLDER.findall(english), PLACEHOLDER.findall(vietnamese)
    checks = {
        "chỗ điền": set(said) == set(kept) and unnamed(said) == unnamed(kept),
        "dấu phần trăm": rest(english).count("%") == rest(vietnamese).count("%"),
        "thẻ HTML": Counter(TAG.findall(english)) == Counter(TAG.findall(vietnamese)),
        "khoảng trắng đầu, cuối": edges(english) == edges(vietnamese),
        "số dạng": not entry.msgid_plural or list(entry.msgstr_plural) == [0],
    }
    return [name for name, is_right in checks.items() if not is_right]


def unnamed(placeholders: list[str]) -> list[str]:
    """Return the placeholders that are filled by position: their order counts."""
    return [found for found in placeholders if found in {"%s", "%d", "%r", "{}"}]


def rest(text: str) -> str:
    """Return ``text`` without its placeholders."""
    return PLACEHOLDER.sub("", text)


def edges(text: str) -> tuple[str, str]:
    """Return the white space before and after ``text``."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


if __name__ == "__main__":
    sys.exit(main())
