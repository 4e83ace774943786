"""Those who sign in: officers and approvers of a ward, officers of a province."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from outreach.models.places import Province, Ward


class User(AbstractUser):
    """Tài khoản cán bộ: belongs to one ward, or to one province, never to both."""

    class Role(models.TextChoices):
        OFFICER = "can_bo", "Cán bộ"
        APPROVER = "lanh_dao", "Lãnh đạo"
        PROVINCE = "can_bo_tinh", "Cán bộ tỉnh"
        TECHNICAL = "ky_thuat", "Kỹ thuật"

    # Never "first" and "last": a Vietnamese name is written whole, family name first.
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("họ và tên", max_length=120, blank=True)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    role = models.CharField("vai trò", max_length=12, choices=Role, default=Role.TECHNICAL)
    ward = models.ForeignKey(Ward, models.PROTECT, null=True, blank=True, verbose_name="xã, phường")
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, verbose_name="tỉnh, thành phố"
    )

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = "tài khoản"
        constraints = [
            models.CheckConstraint(
                name="role_has_its_place",
                condition=Q(role__in=["can_bo", "lanh_dao"], ward__isnull=False, province=None)
                | Q(role="can_bo_tinh", ward=None, province__isnull=False)
                | Q(role="ky_thuat", ward=None, province=None),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    @property
    def first_name(self) -> str:  # type: ignore[override]
        """By what Wagtail's side bar greets, whole as well; there is no such column."""
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.full_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()

    @property
    def is_officer(self) -> bool:
        return self.role == self.Role.OFFICER

    @property
    def is_approver(self) -> bool:
        return self.role == self.Role.APPROVER
