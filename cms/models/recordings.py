"""Which script a recording reads, who read it and who let it go on air."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cms.models.materials import MaterialPage
from media.versions import Version
from outreach.models import Ward
from outreach.models.scoping import WardRows


class ScriptRecording(models.Model):
    """Bản ghi của bài phát thanh: one recording of one version of an approved script."""

    class Verdict(models.TextChoices):
        OPEN = "cho_duyet", "Chờ người thứ hai nghe"
        APPROVED = "da_duyet", "Được phát"
        RETURNED = "tra_lai", "Không duyệt"

    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    page = models.ForeignKey(
        MaterialPage, models.PROTECT, related_name="recordings", verbose_name="tư liệu"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.PROTECT, related_name="+", verbose_name="bản đã duyệt"
    )
    version = models.CharField(
        "phiên bản", max_length=6, choices=[(version.value, version.label) for version in Version]
    )
    spoken_sha256 = models.CharField("mã lời đọc", max_length=64)
    script_seconds = models.FloatField("số giây theo kịch bản")
    recording = models.OneToOneField(
        "media.Recording", models.PROTECT, related_name="script", verbose_name="bản ghi"
    )
    reader = models.CharField("người đọc", max_length=120)
    has_consent = models.BooleanField("người đọc đồng ý cho phát", default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    verdict = models.CharField("duyệt", max_length=10, choices=Verdict, default=Verdict.OPEN)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người nghe duyệt",
    )
    judged_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    comment = models.CharField("ý kiến", max_length=300, blank=True)

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "bản ghi bài phát thanh"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="recording_approved_by_another",
                condition=~Q(verdict="da_duyet")
                | (Q(judged_by__isnull=False) & ~Q(judged_by=F("uploaded_by"))),
            ),
            models.CheckConstraint(
                name="recording_has_consent", condition=~Q(verdict="da_duyet") | Q(has_consent=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page} · {Version(self.version).label}"
