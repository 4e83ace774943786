"""One line of a campaign: material × channel × audience × rule."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import Select
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from campaigns.models.audiences import Audience
from campaigns.models.campaigns import Campaign
from cms.models import MaterialPage


class ChannelKind(models.TextChoices):
    """Loại kênh; each has one carrier."""

    LEADER_RELAY = "leader_relay", "Tổ trưởng chuyển vào nhóm Zalo"
    ZALO_GROUP = "zalo_group", "Bot đăng thẳng vào nhóm Zalo"
    LOUDSPEAKER = "loudspeaker", "Loa truyền thanh"
    PRINTING = "printing", "Áp phích in"


class CampaignItem(Orderable):
    """Nội dung của đợt."""

    class Rule(models.TextChoices):
        ONCE = "mot_lan", "Một lần"
        WEEKLY = "hang_tuan", "Hằng tuần"
        MONTHLY = "hang_thang", "Hằng tháng, ít nhất một lần"
        AROUND_DAY = "quanh_30_7", "Tính theo ngày 30/7"

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "Thứ Hai"
        TUESDAY = 1, "Thứ Ba"
        WEDNESDAY = 2, "Thứ Tư"
        THURSDAY = 3, "Thứ Năm"
        FRIDAY = 4, "Thứ Sáu"
        SATURDAY = 5, "Thứ Bảy"
        SUNDAY = 6, "Chủ nhật"

    campaign = ParentalKey(Campaign, on_delete=models.CASCADE, related_name="items")
    material = models.ForeignKey(
        MaterialPage, models.PROTECT, related_name="+", verbose_name="tư liệu"
    )
    channel_kind = models.CharField("kênh", max_length=14, choices=ChannelKind)
    audience = models.ForeignKey(
        Audience, models.PROTECT, related_name="+", verbose_name="đối tượng"
    )
    rule = models.CharField("lịch", max_length=12, choices=Rule, default=Rule.ONCE)
    at = models.TimeField("giờ")
    on_date = models.DateField("ngày (nếu một lần)", null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(
        "thứ (nếu hằng tuần)", choices=Weekday, null=True, blank=True
    )
    day_of_month = models.PositiveSmallIntegerField(
        "ngày trong tháng (nếu hằng tháng)",
        validators=[MinValueValidator(1), MaxValueValidator(28)],
        null=True,
        blank=True,
    )
    offset_days = models.SmallIntegerField(
        "cách ngày 30/7 (số ngày, âm là trước)",
        validators=[MinValueValidator(-60), MaxValueValidator(30)],
        null=True,
        blank=True,
    )
    valid_hours = models.PositiveSmallIntegerField(
        "hết hạn sau (giờ)",
        default=48,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 14)],
    )

    panels = [
        FieldRowPanel(
            [
                FieldPanel("material", widget=Select),
                FieldPanel("channel_kind"),
                FieldPanel("audience", widget=Select),
            ]
        ),
        FieldRowPanel([FieldPanel("rule"), FieldPanel("at"), FieldPanel("valid_hours")]),
        FieldRowPanel(
            [
                FieldPanel("on_date"),
                FieldPanel("weekday"),
                FieldPanel("day_of_month"),
                FieldPanel("offset_days"),
            ]
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = verbose_name_plural = "nội dung của đợt"
        constraints = [
            models.CheckConstraint(
                name="item_rule_has_its_day",
                condition=models.Q(rule="mot_lan", on_date__isnull=False)
                | models.Q(rule="hang_tuan", weekday__isnull=False)
                | models.Q(rule="hang_thang", day_of_month__isnull=False)
                | models.Q(rule="quanh_30_7", offset_days__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.material} · {self.get_channel_kind_display()}"
