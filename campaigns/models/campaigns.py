"""A campaign: what is said, through which channel, to whom and when; approved as a whole."""

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, Q
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, Revision, RevisionMixin, WorkflowMixin

from cms.models import MaterialPage
from cms.two_persons import TwoPersonRule
from outreach.models import Ward
from outreach.models.scoping import WardRows

# What belongs to the campaign as a whole, and is never carried back by an older revision.
KEPT = ("state", "author_id", "approved_by_id", "approved_at", "approved_revision_id")


class Campaign(TwoPersonRule, WorkflowMixin, DraftStateMixin, RevisionMixin, ClusterableModel):
    """Đợt truyền thông."""

    class State(models.TextChoices):
        DRAFT = "soan", "Đang soạn"
        APPROVED = "da_duyet", "Đã duyệt"
        PAUSED = "tam_dung", "Tạm dừng"
        CANCELLED = "da_huy", "Đã huỷ"

    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    code = models.SlugField("mã đợt", max_length=40)
    title = models.CharField("tên đợt", max_length=160)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    note = models.TextField("mục đích, căn cứ", blank=True)
    is_urgent = models.BooleanField("đính chính khẩn", default=False)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người duyệt",
    )
    approved_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    approved_revision = models.ForeignKey(
        "wagtailcore.Revision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="phiên bản được duyệt",
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="campaign")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="campaign",
        for_concrete_model=False,
    )

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "đợt truyền thông"
        ordering = ["-starts_on", "title"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "code"], name="campaign_code_once_per_ward"),
            models.CheckConstraint(
                name="campaign_in_order", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="approver_is_not_the_author",
                condition=Q(approved_by=None) | ~Q(approved_by=F("author")),
            ),
            models.CheckConstraint(
                name="approved_by_somebody",
                condition=Q(state__in=["soan", "da_huy"])
                | Q(approved_by__isnull=False, approved_revision__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        return self._revisions

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Read a revision, keeping what belongs to the campaign and not to a revision."""
        campaign: Self = super().with_content_json(content)
        for name in KEPT:
            setattr(campaign, name, getattr(self, name))
        return campaign

    def approval_problems(self) -> list[str]:
        """Say what stands in the way of approval."""
        from campaigns import readiness  # noqa: PLC0415 - it works on this model

        return readiness.problems(self)

    @transaction.atomic
    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> Any:
        """Approve ``revision``: a campaign is never published by a program, only by a person."""
        from campaigns import ahead, planning  # noqa: PLC0415 - they work on this model

        if user is None or user.pk == self.author_id:
            raise PermissionDenied("Đợt truyền thông phải do lãnh đạo duyệt, không phải người lập.")
        result = super().publish(revision, user=user, **kwargs)
        approved = Campaign.objects.get(pk=self.pk)
        planning.record_approval(approved, revision=revision, by=user)
        ahead.renew(approved)
        return result


class ApprovedMaterial(models.Model):
    """Bản tư liệu đã duyệt: the exact revision of a material that an approval covers."""

    campaign_revision = models.ForeignKey(
        "wagtailcore.Revision", models.PROTECT, related_name="+", verbose_name="bản đợt"
    )
    material = models.ForeignKey(
        MaterialPage, models.PROTECT, related_name="+", verbose_name="tư liệu"
    )
    material_revision = models.ForeignKey(
        "wagtailcore.Revision", models.PROTECT, related_name="+", verbose_name="bản tư liệu"
    )

    class Meta:
        verbose_name = verbose_name_plural = "bản tư liệu đã duyệt"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_revision", "material"], name="material_approved_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.material} (bản {self.material_revision_id})"
