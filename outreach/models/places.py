"""Provinces and wards: dated, never deleted, keyed by the State's statistical codes."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from media.text import fold
from media.timing import FASTEST, SLOWEST, SYLLABLES_PER_MINUTE


class Province(models.Model):
    """Tỉnh, thành phố trực thuộc Trung ương."""

    class Kind(models.TextChoices):
        PROVINCE = "tinh", "Tỉnh"
        CITY = "thanh_pho", "Thành phố"

    code = models.CharField("mã tỉnh", max_length=2, primary_key=True)
    name = models.CharField("tên", max_length=80)
    kind = models.CharField("loại", max_length=10, choices=Kind)

    class Meta:
        verbose_name = verbose_name_plural = "tỉnh, thành phố"
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class WardQuerySet(models.QuerySet["Ward"]):
    """Wards by who may see them and by what people call them."""

    def visible_to(self, user: object) -> Self:
        """Limit to the wards whose work ``user`` may see."""
        if getattr(user, "is_superuser", False):
            return self
        if province := getattr(user, "province_id", None):
            return self.filter(province_id=province)
        return self.filter(pk=getattr(user, "ward_id", None) or "")

    def called(self, words: str) -> Self:
        """Find wards by a present or a former name, with or without diacritics."""
        folded = fold(words)
        return self.filter(
            Q(code=words.strip())
            | Q(folded_name__contains=folded)
            | Q(former_names__folded_name__contains=folded)
        ).distinct()


class Ward(models.Model):
    """Xã, phường, đặc khu: the lowest level of government, keyed by its 5-digit code."""

    class Kind(models.TextChoices):
        WARD = "phuong", "Phường"
        COMMUNE = "xa", "Xã"
        SPECIAL_ZONE = "dac_khu", "Đặc khu"

    code = models.CharField("mã xã, phường", max_length=5, primary_key=True)
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="wards", verbose_name="tỉnh, thành phố"
    )
    name = models.CharField("tên", max_length=80)
    kind = models.CharField("loại", max_length=10, choices=Kind)
    folded_name = models.CharField("tên không dấu", max_length=120, db_index=True)
    latitude = models.FloatField("vĩ độ", null=True, blank=True)
    longitude = models.FloatField("kinh độ", null=True, blank=True)
    valid_from = models.DateField("có từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="nhập vào"
    )
    reading_rate = models.PositiveSmallIntegerField(
        "tốc độ đọc trên loa (tiếng mỗi phút)",
        default=SYLLABLES_PER_MINUTE,
        validators=[MinValueValidator(SLOWEST), MaxValueValidator(FASTEST)],
    )
    speaks_southern = models.BooleanField("đọc theo lối miền Nam (ngàn, lẻ, xuyệc)", default=False)

    objects = WardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "xã, phường, đặc khu"
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"

    @property
    def office_name(self) -> str:
        """The issuing office as it signs: "UBND phường Sông Công"."""
        return f"UBND {self.get_kind_display().lower()} {self.name}"

    @property
    def group_word(self) -> str:
        """What a residential group is called here: "tổ dân phố" in a phường, else "thôn"."""
        return "tổ dân phố" if self.kind == self.Kind.WARD else "thôn"


class FormerName(models.Model):
    """Tên cũ: a unit that existed before 1/7/2025 and the ward that now holds it."""

    ward = models.ForeignKey(
        Ward, models.CASCADE, related_name="former_names", verbose_name="xã, phường hiện nay"
    )
    name = models.CharField("tên cũ", max_length=160)
    folded_name = models.CharField("tên cũ không dấu", max_length=160, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "tên cũ"
        constraints = [
            models.UniqueConstraint(fields=["ward", "name"], name="former_name_once_per_ward")
        ]

    def __str__(self) -> str:
        return self.name
