"""How a ward reads its own abbreviations, in force once a second person has agreed."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from media.reading import Abbreviation as Row
from outreach.models.scoping import WardRows


class AbbreviationQuerySet(WardRows):
    """Readings by ward and day."""

    def in_force(self, ward_id: str | None, *, on: date) -> Self:
        """Return the approved rows for the ward on ``on``, shared ones first."""
        return self.filter(
            Q(ward=None) | Q(ward_id=ward_id),
            Q(valid_until=None) | Q(valid_until__gte=on),
            state=Abbreviation.State.APPROVED,
            valid_from__lte=on,
        ).order_by(F("ward").asc(nulls_first=True), "pk")


class Abbreviation(models.Model):
    """Cách đọc chữ viết tắt: for one ward, or for all where ``ward`` is empty."""

    class Kind(models.TextChoices):
        WORD = "word", "Từ ngữ"
        ISSUER = "issuer", "Cơ quan trong số văn bản"
        TYPE = "type", "Loại văn bản"

    class State(models.TextChoices):
        WAITING = "cho_duyet", "Chờ duyệt"
        APPROVED = "da_duyet", "Đang dùng"
        RETURNED = "tra_lai", "Không duyệt"

    ward = models.ForeignKey(
        "outreach.Ward", models.PROTECT, null=True, blank=True, verbose_name="xã, phường"
    )
    written = models.CharField("chữ viết tắt", max_length=40)
    spoken = models.CharField("đọc là", max_length=160)
    after = models.CharField("chỉ khi đứng sau chữ", max_length=120, blank=True)
    before = models.CharField("chỉ khi đứng trước chữ", max_length=120, blank=True)
    kind = models.CharField("loại", max_length=8, choices=Kind, default=Kind.WORD)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    valid_from = models.DateField("dùng từ ngày")
    valid_until = models.DateField("dùng đến hết ngày", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.WAITING)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đề nghị"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người duyệt",
    )
    decided_at = models.DateTimeField("quyết định lúc", null=True, blank=True)

    objects = AbbreviationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "cách đọc chữ viết tắt"
        ordering = ["written", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="reading_approved_by_another",
                condition=~Q(state="da_duyet")
                | (Q(approved_by__isnull=False) & ~Q(approved_by=F("author"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written}: {self.spoken}"

    def as_row(self) -> Row:
        """Return this reading as the dictionary takes it."""
        return Row(self.written, self.spoken, self.kind, self.after, self.before)
