"""What consoles say they played, kept line by line with what was made of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from broadcast.models.airings import Airing
from outreach.models import Ward
from outreach.models.scoping import WardRows


class VendorMapping(models.Model):
    """Cách đọc nhật ký của một nhà cung cấp: which of its columns holds what."""

    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    source = models.CharField("hệ thống truyền thanh", max_length=80)
    headings = models.JSONField("cột")
    success_words = models.CharField("chữ báo đã phát", max_length=200, blank=True)
    is_month_first = models.BooleanField("tháng viết trước ngày", default=False)

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "cách đọc nhật ký phát"
        constraints = [
            models.UniqueConstraint(fields=["ward", "source"], name="vendor_mapping_once")
        ]

    def __str__(self) -> str:
        return self.source


class PlayLogFile(models.Model):
    """Tệp nhật ký phát: shown first, then taken."""

    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    source = models.CharField("hệ thống truyền thanh", max_length=80)
    name = models.CharField("tên tệp", max_length=160)
    data = models.BinaryField("nội dung", editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True)
    taken_at = models.DateTimeField("nhận lúc", null=True, blank=True)

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "tệp nhật ký phát"
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return f"{self.source}: {self.name}"


class PlayLogRow(models.Model):
    """Dòng nhật ký phát: one line, the airing it tells of, and who decided where it was unclear."""

    class Kind(models.TextChoices):
        SURE = "khop", "Khớp"
        AMBIGUOUS = "chua_ro", "Chưa rõ, cần người xem"
        UNKNOWN = "khong_co", "Không có trong lịch"
        REFUSED = "khong_phai", "Không phải lượt này"

    file = models.ForeignKey(
        PlayLogFile, models.PROTECT, related_name="rows", verbose_name="tệp nhật ký"
    )
    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    source = models.CharField("hệ thống truyền thanh", max_length=80)
    number = models.PositiveIntegerField("dòng")
    cluster = models.CharField("mã cụm loa", max_length=80)
    starts_at = models.DateTimeField("bắt đầu lúc")
    file_name = models.CharField("tên tệp phát", max_length=200, blank=True)
    seconds = models.PositiveIntegerField("số giây", null=True, blank=True)
    reason = models.CharField("lý do", max_length=200, blank=True)
    verdict = models.CharField("kết quả", max_length=10)
    kind = models.CharField("đối chiếu", max_length=10, choices=Kind)
    airing = models.ForeignKey(
        Airing,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="log_rows",
        verbose_name="lượt phát",
    )
    note = models.CharField("ghi chú", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người xác định",
    )

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "dòng nhật ký phát"
        ordering = ["file", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["ward", "source", "cluster", "starts_at", "file_name"],
                name="play_log_row_once",
            ),
            models.CheckConstraint(
                name="play_log_match_has_an_airing",
                condition=~Q(kind__in=["khop", "chua_ro"]) | Q(airing__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file}, dòng {self.number}"
