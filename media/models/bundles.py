"""Finished files that are handed over and must be found again, byte for byte."""

from django.db import models


class Bundle(models.Model):
    """Gói tệp: a finished zip or PDF with its version and hash. Never changed once made."""

    class Kind(models.TextChoices):
        KIT = "bo_tai_lieu", "Bộ tài liệu trường học"
        POSTERS = "ap_phich", "Tập áp phích"

    kind = models.CharField("loại", max_length=12, choices=Kind)
    title = models.CharField("tên", max_length=160)
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, verbose_name="trang nguồn"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="phiên bản trang",
    )
    version = models.PositiveIntegerField("phiên bản")
    file = models.FileField("tệp", upload_to="goi/")
    sha256 = models.CharField("mã kiểm tra", max_length=64)
    byte_count = models.PositiveBigIntegerField("số byte")
    built_at = models.DateTimeField("tạo lúc", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "gói tệp"
        ordering = ["-built_at"]
        constraints = [
            models.UniqueConstraint(fields=["page", "version"], name="bundle_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.title}, bản {self.version}"
