"""A text that only code or a template asks for is found, wherever it was just written."""

from pathlib import Path

import pytest

from scripts import extraction, messages

PLANTS = [
    ("shown.html", '{% load i18n %}{% translate "Brand new" %}', (None, "Brand new", "")),
    ("shown.html", "{% trans 'Brand new' context 'verb' %}", ("verb", "Brand new", "")),
    ("shown.html", '<p title="{{ _("Brand new") }}">', (None, "Brand new", "")),
    (
        "shown.html",
        "{% blocktranslate trimmed %}\n  Brand\n  new {{ n }}\n{% endblocktranslate %}",
        (None, "Brand new %(n)s", ""),
    ),
    (
        "mail.txt",
        "{% blocktrans count n=k %}One new{% plural %}{{ n }} new{% endblocktrans %}",
        (None, "One new", "%(n)s new"),
    ),
    ("code.py", "from x import gettext as _\nsay = _('Brand ' 'new')", (None, "Brand new", "")),
    ("code.py", "translation.gettext_lazy('Brand new')", (None, "Brand new", "")),
    ("code.py", "ngettext('%d new', '%d new ones', n)", (None, "%d new", "%d new ones")),
    ("code.py", "pgettext_lazy('verb', 'Brand new')", ("verb", "Brand new", "")),
    ("code.py", "npgettext('c', '1 new', '%d new', n)", ("c", "1 new", "%d new")),
    ("code.js", "say(gettext('Brand new'))", (None, "Brand new", "")),
    ("code.js", 'ngettext("1 new", "%s new", n)', (None, "1 new", "%s new")),
]


@pytest.mark.parametrize(("name", "text", "expected"), PLANTS)
def test_a_new_text_is_read(
    tmp_path: Path, name: str, text: str, expected: tuple[str | None, str, str]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    domain = "djangojs" if name.endswith(".js") else "django"

    found = list(extraction.of_folder(tmp_path, domain))

    assert [(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in found] == [expected]


@pytest.mark.parametrize(("name", "text", "_expected"), PLANTS)
def test_a_new_text_of_a_room_is_missing_from_the_catalogue(
    tmp_path: Path, name: str, text: str, _expected: object
) -> None:
    room = tmp_path / "novel"
    room.mkdir()
    (room / name).write_text(text, encoding="utf-8")
    domain = "djangojs" if name.endswith(".js") else "django"
    places = messages.folders()

    asked = messages.wanted(places, domain, [*messages.sources(), room])
    counts = messages.count(messages.ours(domain), asked, messages.offered(places, domain))

    assert counts == {"thiếu": 1, "chưa dịch": 0, "chưa chắc": 0, "sai chỗ điền": 0, "thừa": 0}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("code.py", "gettext(some_name)\nfetch('gettext')"),
        ("code.py", "import gettext\ngettext.find('domain')"),
        ("shown.html", "<p>Chỉ có chữ.</p>{% if a %}{{ a }}{% endif %}"),
        ("code.js", "const _ = (x) => x; _('inner')"),
        ("tests/shown.html", '{% translate "Only a test" %}'),
    ],
)
def test_what_is_no_text_of_a_screen(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text, encoding="utf-8")

    assert list(extraction.of_folder(tmp_path, "django")) == []
    assert list(extraction.of_folder(tmp_path, "djangojs")) == []


def test_the_sources_of_wagtail_are_really_read() -> None:
    wagtail = messages.home("wagtail")
    read = {messages.key(entry) for entry in messages.written(wagtail, "django")}
    catalogued = messages.wanted([wagtail / "admin" / "locale"], "django").keys()

    assert len(read) > 1500
    assert len(catalogued - read) < len(catalogued) // 20


def test_each_of_our_rooms_is_read() -> None:
    rooms = {place.name for place in messages.sources() if "site-packages" not in place.parts}

    assert rooms == {"broadcast", "campaigns", "cms", "outreach", "media"}
