"""One idea, written once, with a body for each channel."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms import bodies, material_checks, previews
from cms.forms import MaterialForm
from cms.models.sites import publicly_cached
from cms.panels import MATERIAL_PANELS
from cms.previews import PreviewMode
from cms.two_persons import TwoPersonRule

WEB_BLOCKS = [
    ("heading", CharBlock(label="Tiêu đề mục", max_length=120)),
    (
        "paragraph",
        RichTextBlock(label="Đoạn văn", features=["bold", "italic", "ul", "ol", "link"]),
    ),
    (
        "points",
        StructBlock(
            [
                ("title", CharBlock(label="Tên danh sách", max_length=120)),
                ("items", ListBlock(CharBlock(label="Ý", max_length=200), label="Các ý")),
            ],
            label="Danh sách cần nhớ",
        ),
    ),
]


class MaterialPage(TwoPersonRule, Page):
    """Tư liệu tuyên truyền: web article, Zalo message, loudspeaker script and poster."""

    summary = models.CharField("tóm tắt", max_length=250)
    picture = models.ForeignKey(
        "media.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ảnh minh hoạ",
    )
    picture_alt = models.CharField("mô tả ảnh", max_length=125, blank=True)
    body = StreamField(WEB_BLOCKS, verbose_name="bài trên trang thông tin", blank=True)
    zalo_text = models.TextField("tin nhắn Zalo", blank=True)
    script_text = models.TextField("bài phát thanh", blank=True)
    poster_headline = models.CharField("dòng lớn trên áp phích", max_length=80, blank=True)
    poster_lines = models.TextField("các dòng trên áp phích", blank=True)
    hotlines = ParentalManyToManyField("cms.Hotline", verbose_name="đường dây nóng", blank=True)
    sources = models.CharField("căn cứ, nguồn số liệu", max_length=400, blank=True)

    edit_handler = MATERIAL_PANELS
    base_form_class = MaterialForm
    parent_page_types = ["cms.TopicPage"]
    subpage_types: list[str] = []
    preview_modes = [(mode.value, mode.label) for mode in PreviewMode]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        verbose_name = verbose_name_plural = "tư liệu tuyên truyền"

    def approval_problems(self) -> list[str]:
        """Say what blocks approval: too empty, or a blocking finding in any body."""
        return material_checks.approval_problems(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the hotlines in service today and what the counting script sends."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["hotlines"] = bodies.hotlines_of(self, today=timezone.localdate())
        is_preview = getattr(request, "is_preview", False)
        context["counting"] = "" if is_preview else kwargs.get("counting", str(self.pk))
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return publicly_cached(super().serve(request, *args, **kwargs))

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show one body as its readers will see it."""
        return previews.respond(self, request, mode=PreviewMode(mode_name))


class LocalizedBody(Orderable):
    """Bản tiếng dân tộc, tiếng nước ngoài of a material: one text per language."""

    page = ParentalKey(MaterialPage, on_delete=models.CASCADE, related_name="localized_bodies")
    language = models.CharField("ngôn ngữ", max_length=40)
    language_code = models.CharField("mã ngôn ngữ", max_length=12)
    text = models.TextField("nội dung")
    is_placeholder = models.BooleanField("bản tạm, chờ người dịch", default=False)

    class Meta(Orderable.Meta):
        verbose_name = verbose_name_plural = "bản tiếng khác"

    def __str__(self) -> str:
        return self.language
