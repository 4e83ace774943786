"""Our Vietnamese of Wagtail and Django: complete, unharmed, and the one that is shown."""

import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext
from django.views.i18n import JavaScriptCatalog

from scripts import messages
from tests import vietnamese

CATALOGUES = pytest.mark.parametrize("domain", messages.DOMAINS)
# Names and terms that a Vietnamese officer reads as they are.
FOREIGN_WRITTEN = """
afrikaans allow_empty allow_future asturias azerbaijan basque bengal blog bokmål bosnia bra breton
byte catalan ch cn com cookie croatia csv debug django domain embedly enter estonia false frisia
gael galicia gb get_absolute_url gru hindi http https ido igbo interlingua ipv javascript json
kabyle kannada kazakh kb kurd kyrgyz last ldap luxembourg malayalam marathi mb no nynorsk origin
ossetia pb policy punjab referer referrer same sorani sorbia swahili tajik tatar tb telugu ten true
turkmen udmurt ukraina urdu utc uuid uzbek wagtail wales web xcốt xlsx xlô
"""
FOREIGN = frozenset(FOREIGN_WRITTEN.split())


def entry(english: str, vietnamese: str, *, plural: str = "") -> polib.POEntry:
    """Return a translated entry."""
    if plural:
        return polib.POEntry(msgid=english, msgid_plural=plural, msgstr_plural={0: vietnamese})
    return polib.POEntry(msgid=english, msgstr=vietnamese)


def asked_and_given(domain: str) -> tuple[messages.Catalogue, messages.Catalogue]:
    """Return what packages and code can show, and what the packages translate themselves."""
    places = messages.folders()
    asked = messages.wanted(places, domain, messages.sources())
    return asked, messages.offered(places, domain)


@CATALOGUES
def test_every_text_of_the_installed_packages_is_translated(domain: str) -> None:
    asked, given = asked_and_given(domain)

    counts = messages.count(messages.ours(domain), asked, given)

    assert len(asked) > {"django": 2000, "djangojs": 80}[domain]
    assert counts == {"thiếu": 0, "chưa dịch": 0, "chưa chắc": 0, "sai chỗ điền": 0, "thừa": 0}


@CATALOGUES
def test_what_the_packages_themselves_translate_is_sound_too(domain: str) -> None:
    harmed = {found.msgid: messages.faults(found) for found in vietnamese.translations(domain)}

    assert {msgid: faults for msgid, faults in harmed.items() if faults} == {}


@CATALOGUES
def test_no_english_word_is_left_in_a_translation(domain: str) -> None:
    words = {
        found.msgid: vietnamese.strange_words(messages.translation(found), allowed=FOREIGN)
        for found in vietnamese.translations(domain)
    }

    assert {msgid: left for msgid, left in words.items() if left} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đã lưu %(title)s", []),
        ("Đã save trang", ["save"]),
        ("<b>“{title}” đang khoá</b>", []),
        ("Nghiêng, quốc ngữ, khuỷu, thuở, giếng, gì", []),
        ("Draft", ["draft"]),
        ("Publish ngay", ["publish"]),
        ("Go to the page you see", ["the", "page", "you", "see"]),
        ("Gửi tệp PDF qua Zalo, quét mã QR", []),
    ],
)
def test_the_word_rule(text: str, expected: list[str]) -> None:
    assert vietnamese.strange_words(text) == expected


@CATALOGUES
def test_a_sentence_begins_with_a_capital_as_in_english(domain: str) -> None:
    odd = [
        (found.msgid, said)
        for found in vietnamese.translations(domain)
        if (said := messages.translation(found))[0].isalpha()
        and found.msgid[0].isalpha()
        and said[0].islower()
        and found.msgid[0].isupper()
        and not found.msgid[:2].isupper()
    ]

    assert odd == []


def test_a_new_text_of_a_package_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "site-packages" / "novel" / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    fresh = polib.POFile()
    fresh.append(polib.POEntry(msgid="Brand new words", msgid_plural="Brand new %(n)s words"))
    fresh.save(str(folder / "django.po"))
    places = [*messages.folders(), folder.parent.parent]
    asked = messages.wanted(places, "django", messages.sources())
    given = messages.offered(places, "django")
    catalogue = messages.ours("django")

    counts = messages.count(catalogue, asked, given)
    renewed = messages.renew(catalogue, asked, given)

    assert counts["thiếu"] == 1
    assert [found.msgid for found in renewed if not messages.translation(found)] == [
        "Brand new words"
    ]
    assert messages.count(renewed, asked, given)["chưa dịch"] == 1


def test_a_text_that_no_package_shows_any_more_is_set_aside() -> None:
    asked, given = asked_and_given("django")
    catalogue = messages.ours("django")
    catalogue.append(entry("Gone with the old version", "Của bản cũ"))

    before = messages.count(catalogue, asked, given)
    renewed = messages.renew(catalogue, asked, given)

    assert before["thừa"] == 1
    assert [found.msgid for found in renewed if found.obsolete] == ["Gone with the old version"]
    assert messages.count(renewed, asked, given)["thừa"] == 0


@pytest.mark.parametrize(
    ("translated", "expected"),
    [
        (entry("Copy %(title)s", "Sao chép %(title)s"), []),
        (entry("Copy %(title)s", "Sao chép"), ["chỗ điền"]),
        (entry("Copy %(title)s", "Sao chép %(titel)s"), ["chỗ điền"]),
        (entry("%s of %d", "%d của %s"), ["chỗ điền"]),
        (entry("by {user}", "bởi {user} {user}"), []),
        (entry("Done", "Xong 100%"), ["dấu phần trăm"]),
        (entry("<b>Stop</b>", "<b>Dừng<b>"), ["thẻ HTML"]),
        (entry('<a href="%(u)s">Go</a>', '<a href="%(u)s" class="x">Đi</a>'), ["thẻ HTML"]),
        (entry("Locking: ", "Khoá:"), ["khoảng trắng đầu, cuối"]),
        (entry("1 page", "%(n)s trang", plural="%(n)s pages"), []),
        (entry("1 page", "Một trang", plural="%(n)s pages"), ["chỗ điền"]),
    ],
)
def test_what_must_stay_as_it_is(translated: polib.POEntry, expected: list[str]) -> None:
    assert messages.faults(translated) == expected


def test_our_words_stand_before_those_of_the_packages() -> None:
    with translation.override("vi"):
        said = [
            gettext("Submit for moderation"),
            gettext("Locale"),
            gettext("Password reset unsuccessful"),
            ngettext("%(num)d year", "%(num)d years", 3) % {"num": 3},
            pgettext("abbrev. month", "May"),
            gettext("Tags"),
        ]

    assert said == [
        "Trình duyệt",
        "Ngôn ngữ",
        "Chưa đặt lại được mật khẩu",
        "3 năm",
        "Tháng 5",
        "Nhãn",
    ]


def test_the_browser_gets_our_words_too() -> None:
    with translation.override("vi"):
        view = JavaScriptCatalog(packages=["wagtail.admin"])
        view.translation = translation.trans_real.DjangoTranslation("vi", domain="djangojs")
        catalogue = view.get_catalog()

    assert catalogue["Dashboard"] == "Trang đầu"
    assert catalogue["Enter your comments..."] == "Viết ý kiến…"


def test_the_command_finds_nothing_to_do() -> None:
    command = [sys.executable, "-m", "scripts.messages", "--check"]

    done = subprocess.run(command, cwd=messages.ROOT, capture_output=True, text=True, check=False)

    none = "thiếu 0, chưa dịch 0, chưa chắc 0, sai chỗ điền 0, thừa 0"
    assert done.stdout == f"django: {none}\ndjangojs: {none}\n"
    assert done.returncode == 0
