"""One idea, written once, with a body for each channel."""

from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

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

    parent_page_types = ["cms.TopicPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = verbose_name_plural = "tư liệu tuyên truyền"


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
