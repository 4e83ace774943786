"""Residential groups, what their registers say, and who leads them."""

import secrets
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from outreach.models.places import Ward
from outreach.models.scoping import WardRows


class ResidentialGroupQuerySet(WardRows):
    """Groups of a ward on a day."""

    def valid_on(self, day: date) -> Self:
        """Limit to the groups that exist on ``day``."""
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gte=day), Q(valid_from=None) | Q(valid_from__lte=day)
        )


class ResidentialGroup(models.Model):
    """Tổ dân phố, thôn, bản: the smallest place the platform knows."""

    ward = models.ForeignKey(Ward, models.PROTECT, related_name="groups", verbose_name="xã, phường")
    name = models.CharField("tên", max_length=80)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_high_risk = models.BooleanField("địa bàn nguy cơ cao", default=False)
    risk_note = models.CharField("đặc điểm địa bàn", max_length=200, blank=True)
    is_demo = models.BooleanField("số liệu minh hoạ", default=False)
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="nhập vào"
    )

    objects = ResidentialGroupQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "tổ dân phố, thôn, bản"
        ordering = ["ward", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["ward", "name"], condition=Q(valid_to=None), name="group_name_once_per_ward"
            )
        ]

    def __str__(self) -> str:
        return self.name


class RegisterEntry(models.Model):
    """Số liệu nền: one dated, sourced figure of a group. A correction is a new row."""

    class Measure(models.TextChoices):
        PERSONS = "persons", "Nhân khẩu"
        HOUSEHOLDS = "households", "Số hộ"
        ZALO_MEMBERS = "zalo_members", "Thành viên nhóm Zalo"
        EARSHOT_SHARE = "earshot_share", "Tỷ lệ hộ nghe được loa"

    group = models.ForeignKey(
        ResidentialGroup, models.PROTECT, related_name="register", verbose_name="tổ dân phố"
    )
    measure = models.CharField("số liệu", max_length=16, choices=Measure)
    value = models.DecimalField("giá trị", max_digits=9, decimal_places=3)
    as_of = models.DateField("tính đến ngày")
    source = models.CharField("nguồn", max_length=160)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name="người ghi"
    )
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "số liệu nền"
        ordering = ["group", "measure", "-as_of", "-recorded_at"]
        constraints = [
            models.CheckConstraint(name="register_value_not_negative", condition=Q(value__gte=0)),
            models.CheckConstraint(
                name="earshot_share_is_a_share",
                condition=~Q(measure="earshot_share") | Q(value__lte=1),
            ),
            models.CheckConstraint(name="register_source_given", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.get_measure_display()} {self.value}"


def new_nonce() -> str:
    """Return 128 random bits; changing a leader's nonce revokes every link printed before."""
    return secrets.token_hex(16)


class LeaderQuerySet(WardRows):
    """Leaders in office."""

    def in_office(self, day: date) -> Self:
        """Limit to those whose term covers ``day``."""
        return self.filter(
            Q(term_to=None) | Q(term_to__gte=day), Q(term_from=None) | Q(term_from__lte=day)
        )


class Leader(models.Model):
    """Tổ trưởng, trưởng thôn and their deputies: one person, one group, one term of office."""

    ward = models.ForeignKey(
        Ward, models.PROTECT, related_name="leaders", verbose_name="xã, phường"
    )
    group = models.ForeignKey(
        ResidentialGroup, models.PROTECT, related_name="leaders", verbose_name="tổ dân phố"
    )
    name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("số điện thoại", max_length=20, blank=True)
    is_deputy = models.BooleanField("là tổ phó", default=False)
    term_from = models.DateField("nhiệm kỳ từ", null=True, blank=True)
    term_to = models.DateField("nhiệm kỳ đến", null=True, blank=True)
    link_nonce = models.CharField("mã liên kết", max_length=32, default=new_nonce, editable=False)

    objects = LeaderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "tổ trưởng"
        ordering = ["group", "is_deputy", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "name"], condition=Q(term_to=None), name="leader_once_per_group"
            ),
            models.CheckConstraint(
                name="leader_term_in_order",
                condition=Q(term_from=None) | Q(term_to=None) | Q(term_to__gte=F("term_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def revoke_link(self) -> None:
        """Make every personal link given out before worthless."""
        self.link_nonce = new_nonce()
        self.save(update_fields=["link_nonce"])
