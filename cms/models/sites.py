"""The ward's public site: home, topics, help, legal notice."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms.two_persons import TwoPersonRule

PUBLIC_CACHE_SECONDS = 300


def publicly_cached(response: HttpResponse) -> HttpResponse:
    """Let any cache keep ``response`` for five minutes: it is the same for everybody."""
    patch_cache_control(response, public=True, max_age=PUBLIC_CACHE_SECONDS)
    return response


TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ul", "ol", "link"]


class HomePage(TwoPersonRule, Page):
    """Trang chủ: of the platform (no ward), or of one ward."""

    ward = models.OneToOneField(
        "outreach.Ward", models.PROTECT, null=True, blank=True, verbose_name="xã, phường"
    )
    introduction = RichTextField("lời giới thiệu", features=TEXT_FEATURES, blank=True)
    address = models.CharField("địa chỉ trụ sở", max_length=200, blank=True)
    exit_url = models.URLField("trang đến khi bấm Thoát nhanh", default="https://nchmf.gov.vn/")

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("address"),
        FieldPanel("exit_url"),
    ]
    parent_page_types = ["wagtailcore.Page", "cms.HomePage"]
    subpage_types = [
        "cms.HomePage",
        "cms.TopicPage",
        "cms.KitPage",
        "cms.HelpPage",
        "cms.LegalPage",
    ]

    class Meta:
        verbose_name = verbose_name_plural = "trang chủ"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the ward's topics and newest materials, or the wards of the platform."""
        from cms.models.materials import MaterialPage  # noqa: PLC0415 - imports this module

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["topics"] = TopicPage.objects.child_of(self).live()
        newest = MaterialPage.objects.descendant_of(self).live().order_by("-first_published_at")
        context["materials"] = newest.select_related("picture")[:6]
        context["wards"] = HomePage.objects.child_of(self).live().select_related("ward")
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return publicly_cached(super().serve(request, *args, **kwargs))


class TopicPage(TwoPersonRule, Page):
    """Chủ đề: 30/7, trường học, nhóm nguy cơ cao."""

    introduction = RichTextField("lời giới thiệu", features=TEXT_FEATURES, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.MaterialPage"]

    class Meta:
        verbose_name = verbose_name_plural = "chủ đề"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the topic's materials, newest first."""
        from cms.models.materials import MaterialPage  # noqa: PLC0415 - imports this module

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        newest = MaterialPage.objects.child_of(self).live().order_by("-first_published_at")
        context["materials"] = newest.select_related("picture")
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return publicly_cached(super().serve(request, *args, **kwargs))


class HelpPage(TwoPersonRule, Page):
    """Trang liên hệ: where to call; neutral in title and address, nothing counted."""

    during_the_call = RichTextField("khi gọi thì chuyện gì xảy ra", features=TEXT_FEATURES)
    if_unsafe = RichTextField("nếu không an toàn để gọi", features=TEXT_FEATURES)
    nearest = RichTextField("công an, trạm y tế gần nhất", features=TEXT_FEATURES, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("during_the_call"),
        FieldPanel("if_unsafe"),
        FieldPanel("nearest"),
    ]
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = verbose_name_plural = "trang liên hệ"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Serve without leaving a copy in any cache."""
        response = super().serve(request, *args, **kwargs)
        add_never_cache_headers(response)
        patch_cache_control(response, no_store=True)
        return response


class LegalPage(TwoPersonRule, Page):
    """Trang quy định: what the site counts and what it never keeps."""

    text = RichTextField("nội dung", features=TEXT_FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("text")]
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = verbose_name_plural = "trang quy định"
