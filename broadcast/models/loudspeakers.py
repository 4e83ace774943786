"""The clusters of loudspeakers and the groups that they reach."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from outreach.models import ResidentialGroup, Ward
from outreach.models.scoping import WardRows


class Loudspeaker(models.Model):
    """Cụm loa: one or more horns that play the same thing at the same time."""

    class Technology(models.TextChoices):
        """How the sound gets there."""

        WIRED = "wired", "Có dây"
        FM = "fm", "Không dây FM"
        IP = "ip", "Loa IP (qua mạng)"
        MOBILE = "mobile", "Loa lưu động"

    ward = models.ForeignKey(
        Ward, models.PROTECT, related_name="loudspeakers", verbose_name="xã, phường"
    )
    code = models.CharField("mã cụm", max_length=20)
    name = models.CharField("tên cụm", max_length=120)
    technology = models.CharField(
        "công nghệ", max_length=6, choices=Technology, default=Technology.WIRED
    )
    groups = models.ManyToManyField(
        ResidentialGroup,
        blank=True,
        related_name="loudspeakers",
        verbose_name="tổ dân phố, thôn nghe được",
    )
    off_from = models.DateField("ngừng từ ngày", null=True, blank=True)
    off_until = models.DateField("ngừng đến hết ngày", null=True, blank=True)
    off_reason = models.CharField("lý do ngừng", max_length=160, blank=True)

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "cụm loa"
        ordering = ["ward", "code"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "code"], name="loudspeaker_code_once_per_ward"),
            models.CheckConstraint(
                name="loudspeaker_off_in_order",
                condition=Q(off_until=None) | Q(off_from=None) | Q(off_until__gte=F("off_from")),
            ),
            models.CheckConstraint(
                name="loudspeaker_off_says_why", condition=Q(off_from=None) | ~Q(off_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"

    def is_off_on(self, day: date) -> bool:
        """Whether the cluster does not work on ``day``."""
        if self.off_from is None or day < self.off_from:
            return False
        return self.off_until is None or day <= self.off_until
