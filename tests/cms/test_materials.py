"""Writing a material: four previews, and what the form refuses without losing a word."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from docx import Document

from cms import kit_building
from cms.models import HomePage, KitPage, MaterialPage
from cms.previews import PreviewMode
from cms.ward_opening import add_page
from outreach.models import Ward
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward() -> Ward:
    return making.ward()


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (PreviewMode.WEB, "Ba điều cần hỏi."),
        (PreviewMode.ZALO, "Bà con hỏi kỹ trước khi nhận việc."),
        (PreviewMode.SCRIPT, "Xin nhắc lại: một một một."),
        (PreviewMode.POSTER, "data:image/jpeg;base64,"),
    ],
)
def test_each_body_is_shown_as_its_readers_get_it(
    ward: Ward, mode: PreviewMode, words: str
) -> None:
    page = making.draft(ward)

    answer = page.serve_preview(RequestFactory().get("/"), mode.value)

    assert words in answer.content.decode()


@pytest.mark.parametrize("mode", list(PreviewMode))
def test_the_editor_may_frame_a_preview_with_its_poster(ward: Ward, mode: PreviewMode) -> None:
    page, client = making.draft(ward), Client()
    client.force_login(making.officer(ward))
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    client.post(address, form(slug=page.slug))

    answer = client.get(address, {"mode": mode.value, "in_preview_panel": "true"})

    assert answer.status_code == 200
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "img-src 'self' data:" in policy
    assert "unsafe" not in policy


def form(**changes: Any) -> dict[str, Any]:
    empty = {f"localized_bodies-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {
        "title": "Hỏi kỹ",
        "slug": "hoi-ky",
        "summary": "Ba điều.",
        "zalo_text": "Bà con hỏi kỹ.",
        "hotlines": [making.hotline().pk],
        "body-count": 0,
        **empty,
        **changes,
    }


def post(ward: Ward, **changes: Any) -> Any:
    client = Client()
    client.force_login(making.officer(ward))
    topic = making.draft(ward).get_parent()
    address = reverse("wagtailadmin_pages:add", args=["cms", "materialpage", topic.pk])
    return client.post(address, form(**changes), follow=True)


def test_a_personal_number_is_refused_even_in_a_draft_and_the_text_stays(ward: Ward) -> None:
    answer = post(ward, zalo_text="Bác có căn cước 019 085 000123 nhé.")

    assert not MaterialPage.objects.filter(slug="hoi-ky").exists()
    html = answer.content.decode()
    assert "Có số giấy tờ cá nhân" in html
    assert "Bác có căn cước 019 085 000123 nhé." in html


def test_a_draft_may_be_unfinished_but_is_not_submitted_without_111(ward: Ward) -> None:
    draft = post(ward, hotlines=[])
    submitted = post(ward, hotlines=[], slug="hai", **{"action-submit": "1"})

    assert draft.status_code == 200
    assert MaterialPage.objects.filter(slug="hoi-ky").exists()
    assert "Thiếu số 111" in submitted.content.decode()
    page = MaterialPage.objects.filter(slug="hai").first()
    assert page is None or page.current_workflow_state is None


def test_a_kit_is_built_once_for_each_revision(ward: Ward) -> None:
    home = HomePage.objects.get(ward=ward)
    content = [
        ("step", {"minutes": 5, "title": "Mở đầu", "notes": "<p>Chào lớp.</p>"}),
        ("card", {"title": "Thẻ Khi trẻ chia sẻ", "text": "<ul><li>Lắng nghe.</li></ul>"}),
    ]
    page = KitPage(
        title="Bộ khởi đầu",
        slug="bo",
        audience_note="lớp 8",
        introduction="Một tiết.",
        content=content,
    )
    kit = add_page(home, page)

    first, again = (kit_building.build(KitPage.objects.get(pk=kit.pk)) for _ in range(2))

    assert (first.pk, first.version) == (again.pk, 1)
    with first.file.open("rb") as file:
        files = zipfile.ZipFile(io.BytesIO(file.read()))
    lesson = Document(io.BytesIO(files.read("1-ke-hoach-tiet-hoc.docx")))
    assert "1. Mở đầu (5 phút)" in [paragraph.text for paragraph in lesson.paragraphs]
    assert "5-the-khi-tre-chia-se.docx" in files.namelist()
