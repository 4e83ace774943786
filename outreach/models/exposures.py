"""The ledger of what was put before people (reach.md §1.2). Rows are only ever added."""

from decimal import Decimal
from typing import NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from outreach.models.groups import ResidentialGroup
from outreach.models.places import Ward
from outreach.models.schools import School
from outreach.models.scoping import WardRows


class AppendOnlyError(Exception):
    """A row of the exposure ledger cannot be changed or deleted; reverse it with a reason."""


class ExposureKind(models.TextChoices):
    """Loại hình, by the medium; the taxonomy of Decree 49/2024/NĐ-CP is in ``outreach.reach``."""

    ZALO_GROUP = "zalo_group", "Nhóm Zalo (tự động)"
    LEADER_RELAY = "leader_relay", "Nhóm Zalo (tổ trưởng đăng)"
    LOUDSPEAKER = "loudspeaker", "Loa"
    MOBILE_LOUDSPEAKER = "mobile_loudspeaker", "Loa lưu động"
    MEETING = "meeting", "Họp, hội nghị, mít tinh, toạ đàm, hội thi"
    HOME_VISIT = "home_visit", "Đến nhà"
    LEAFLET = "leaflet", "Tờ rơi, tờ gấp"
    BANNER = "banner", "Băng rôn"
    POSTER = "poster", "Áp phích"
    PANEL = "panel", "Pa nô"
    WEB_POST = "web_post", "Tin bài"
    PLEDGE = "pledge", "Bản cam kết"
    SCHOOL_SESSION = "school_session", "Buổi tại trường"


class Level(models.TextChoices):
    """How far we know it got."""

    POSTED = "posted", "Đã gửi, đã giao"
    CONFIRMED = "confirmed", "Đã xác nhận"


class Proof(models.TextChoices):
    """How it is known."""

    RECEIPT = "receipt", "Mã tin của nhà cung cấp"
    PLAY_LOG = "play_log", "Nhật ký phát"
    LEADER = "leader", "Tổ trưởng xác nhận"
    OFFICER_SEEN = "officer_seen", "Cán bộ trực tiếp thấy"
    HEAD_COUNT = "head_count", "Đếm người dự"
    TALLY = "tally", "Phiếu ghi"
    PHOTO = "photo", "Ảnh (không rõ mặt)"


class ExposureQuerySet(WardRows):
    """A ledger can be read and added to, nothing else."""

    def update(self, **kwargs: object) -> NoReturn:
        raise AppendOnlyError("exposures are never updated")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("exposures are never deleted")


class Exposure(models.Model):
    """Lượt tiếp cận ghi nhận: one dispatch, airing, session or event, at one level."""

    class Source(models.TextChoices):
        BROADCAST = "broadcast", "Gửi từ nền tảng"
        SESSION = "session", "Báo cáo buổi truyền thông"
        MANUAL = "manual", "Nhập tay"
        IMPORT = "import", "Nhập từ tệp"

    class MinutesFrom(models.TextChoices):
        LOG = "log", "Nhật ký phát"
        SCRIPT = "script", "Theo kịch bản"
        TYPED = "typed", "Nhập tay"

    # "exposure_ward_time" below begins with it.
    ward = models.ForeignKey(
        Ward, models.PROTECT, related_name="exposures", verbose_name="xã, phường", db_index=False
    )
    group = models.ForeignKey(
        ResidentialGroup, models.PROTECT, null=True, blank=True, verbose_name="tổ dân phố"
    )
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, verbose_name="trường", db_index=False
    )
    is_ward_wide = models.BooleanField("toàn xã, phường", default=False)
    kind = models.CharField("loại hình", max_length=20, choices=ExposureKind)
    material = models.ForeignKey(
        "wagtailcore.Page", models.PROTECT, null=True, blank=True, verbose_name="tư liệu"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.PROTECT, null=True, blank=True, verbose_name="phiên bản"
    )
    campaign_code = models.CharField("mã đợt", max_length=40, blank=True)
    occurred_at = models.DateTimeField("lúc")
    insertions = models.PositiveSmallIntegerField("số lần", default=1)
    minutes = models.DecimalField("số phút", max_digits=7, decimal_places=2, default=Decimal(0))
    minutes_from = models.CharField("nguồn số phút", max_length=8, choices=MinutesFrom, blank=True)
    units = models.PositiveIntegerField("số lượng", default=0)
    level = models.CharField("mức", max_length=10, choices=Level)
    proof = models.CharField("căn cứ", max_length=14, choices=Proof)
    source = models.CharField("nguồn ghi", max_length=10, choices=Source)
    source_key = models.CharField("khoá nguồn", max_length=60)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, verbose_name="huỷ dòng"
    )
    reason = models.CharField("lý do", max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="người ghi",
        db_index=False,
    )
    recorded_by_leader = models.ForeignKey(
        "outreach.Leader",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="tổ trưởng ghi",
        db_index=False,
    )
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    objects = ExposureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "lượt tiếp cận ghi nhận"
        ordering = ["-occurred_at", "-pk"]
        # What is mostly empty has a partial index: each message that leaves writes to the rest.
        indexes = [
            models.Index(fields=["ward", "occurred_at"], name="exposure_ward_time"),
            *(
                models.Index(
                    fields=[name],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"exposure_{name}",
                )
                for name in ("school", "recorded_by", "recorded_by_leader")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_key", "level"],
                condition=Q(reverses=None),
                name="exposure_once_per_source_and_level",
            ),
            models.CheckConstraint(
                name="exposure_has_one_target",
                condition=Q(group__isnull=False, school=None, is_ward_wide=False)
                | Q(group=None, school__isnull=False, is_ward_wide=False)
                | Q(group=None, school=None, is_ward_wide=True),
            ),
            models.CheckConstraint(
                name="exposure_reversal_has_a_reason",
                condition=Q(reverses=None) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="confirmed_needs_more_than_a_receipt",
                condition=~Q(level="confirmed", proof="receipt", reverses=None),
            ),
            models.CheckConstraint(name="exposure_not_its_own", condition=~Q(reverses=F("id"))),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.source_key}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise AppendOnlyError("exposures are never updated")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise AppendOnlyError("exposures are never deleted")
