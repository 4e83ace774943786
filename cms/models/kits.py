"""The starter kit that a school gets with its session."""

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, IntegerBlock, ListBlock, RichTextBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.two_persons import TwoPersonRule

_TEXT = ["bold", "italic", "ul", "ol"]
KIT_BLOCKS = [
    (
        "step",
        StructBlock(
            [
                ("minutes", IntegerBlock(label="Số phút", min_value=1, max_value=90)),
                ("title", CharBlock(label="Hoạt động", max_length=120)),
                ("notes", RichTextBlock(label="Lời dẫn cho báo cáo viên", features=_TEXT)),
            ],
            label="Hoạt động của tiết",
        ),
    ),
    (
        "situation",
        StructBlock(
            [
                ("title", CharBlock(label="Tên tình huống", max_length=120)),
                ("story", RichTextBlock(label="Tình huống giả định", features=_TEXT)),
                ("questions", ListBlock(CharBlock(label="Câu hỏi"), label="Câu hỏi thảo luận")),
            ],
            label="Tình huống thảo luận",
        ),
    ),
    (
        "question",
        StructBlock(
            [
                ("form", CharBlock(label="Đề (A hoặc B)", max_length=1)),
                ("text", CharBlock(label="Câu hỏi", max_length=250)),
                ("choices", ListBlock(CharBlock(label="Phương án"), label="Các phương án")),
                ("answer", IntegerBlock(label="Phương án đúng (1, 2, 3…)", min_value=1)),
            ],
            label="Câu hỏi trắc nghiệm",
        ),
    ),
    (
        "card",
        StructBlock(
            [
                ("title", CharBlock(label="Tên tờ", max_length=120)),
                ("text", RichTextBlock(label="Nội dung", features=_TEXT)),
            ],
            label="Tờ kèm theo (thẻ, thư gửi phụ huynh)",
        ),
    ),
]


class KitPage(TwoPersonRule, Page):
    """Bộ tài liệu: what a school needs for one session, built into a versioned ZIP."""

    audience_note = models.CharField("dành cho", max_length=160)
    introduction = models.TextField("giới thiệu")
    content = StreamField(KIT_BLOCKS, verbose_name="nội dung", blank=True)
    materials = ParentalManyToManyField(
        "cms.MaterialPage", verbose_name="tư liệu kèm theo", blank=True
    )
    hotlines = ParentalManyToManyField("cms.Hotline", verbose_name="đường dây nóng", blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("audience_note"),
        FieldPanel("introduction"),
        FieldPanel("content"),
        FieldPanel("materials"),
        FieldPanel("hotlines"),
    ]
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = verbose_name_plural = "bộ tài liệu"
