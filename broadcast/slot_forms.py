"""The form with which an officer asks for a slot, once or on many days."""

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from broadcast import repeating
from broadcast.booking import NO_EMERGENCY, Override
from broadcast.loudspeaker_forms import WeekdaysField
from broadcast.models import Airing, Loudspeaker
from broadcast.slot_rows import weekdays_of
from broadcast.wishes import Wish
from campaigns.models import Campaign, CampaignItem, ChannelKind
from media.versions import Version

MOST_DAYS, FARTHEST = 62, 366


class SlotForm(forms.Form):
    """What is to be played, where and when."""

    item: "forms.ModelChoiceField[CampaignItem]" = forms.ModelChoiceField(
        label="Bài phát thanh", queryset=CampaignItem.objects.none(), empty_label="Chọn bài"
    )
    loudspeaker: "forms.ModelChoiceField[Loudspeaker]" = forms.ModelChoiceField(
        label="Cụm loa", queryset=Loudspeaker.objects.none(), empty_label="Chọn cụm loa"
    )
    version = forms.ChoiceField(
        label="Phiên bản", choices=[(v.value, v.label) for v in Version], initial="vua"
    )
    day = forms.DateField(label="Ngày", widget=AdminDateInput)
    at = forms.TimeField(label="Giờ", widget=AdminTimeInput)
    level = forms.ChoiceField(
        label="Mức",
        choices=Airing.Level.choices,
        initial=Airing.Level.NORMAL,
        error_messages={"invalid_choice": NO_EMERGENCY},
    )
    until = forms.DateField(label="Lặp lại đến hết ngày", required=False, widget=AdminDateInput)
    weekdays = WeekdaysField(label="Vào các thứ")
    days_of_month = forms.CharField(
        label="Vào các ngày trong tháng",
        required=False,
        max_length=80,
        help_text="Ví dụ: 5, 20. Để trống là mọi ngày.",
    )
    override_reason = forms.CharField(
        label="Lý do xếp ngoài quy chế", required=False, max_length=300
    )
    override_citation = forms.CharField(label="Căn cứ cho phép", required=False, max_length=200)

    def __init__(self, *args: Any, ward_id: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items: Any = self.fields["item"]
        items.queryset = CampaignItem.objects.filter(
            campaign__ward_id=ward_id,
            campaign__state=Campaign.State.APPROVED,
            campaign__ends_on__gte=timezone.localdate(),
            channel_kind=ChannelKind.LOUDSPEAKER,
        ).select_related("campaign", "material")
        items.label_from_instance = lambda item: f"{item.material} ({item.campaign})"
        clusters: Any = self.fields["loudspeaker"]
        clusters.queryset = Loudspeaker.objects.filter(ward_id=ward_id)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("day"), cleaned.get("until")
        if first and last and not first <= last:
            self.add_error("until", "Ngày cuối phải sau ngày đầu.")
        elif first and last and (last - first).days > FARTHEST:
            self.add_error("until", "Mỗi lần xếp lặp tối đa một năm.")
        elif first and last and not self.errors:
            self._refuse_too_many(first, last)
        return cleaned

    def _refuse_too_many(self, first: date, last: date) -> None:
        count = len(self.days)
        if not count:
            self.add_error("until", "Không có ngày nào như vậy trong khoảng này.")
        elif count > MOST_DAYS:
            self.add_error("until", f"Khoảng này có {count} ngày; mỗi lần xếp tối đa {MOST_DAYS}.")

    def clean_days_of_month(self) -> frozenset[int]:
        """Read "5, 20" as days of the month."""
        parts = re.findall(r"[^\s,;]+", self.cleaned_data["days_of_month"])
        if any(not part.isdecimal() or not 1 <= int(part) <= 31 for part in parts):
            raise forms.ValidationError("Ghi các ngày từ 1 đến 31, cách nhau bằng dấu phẩy.")
        return frozenset(int(part) for part in parts)

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """What every booking needs."""
        names = ("item", "loudspeaker", "version", "day", "at", "level")
        return [self[name] for name in names]

    @property
    def repeat_fields(self) -> list[forms.BoundField]:
        """What only a repeated booking needs."""
        return [self["until"], self["weekdays"], self["days_of_month"]]

    @property
    def override_fields(self) -> list[forms.BoundField]:
        """What setting a rule aside needs."""
        return [self["override_reason"], self["override_citation"]]

    @property
    def wish(self) -> Wish:
        """What is asked for, the start apart."""
        given = self.cleaned_data
        return Wish(
            item=given["item"],
            loudspeaker=given["loudspeaker"],
            version=Version(given["version"]),
            level=given["level"],
        )

    @property
    def start(self) -> datetime:
        """The first start."""
        given = self.cleaned_data
        return timezone.make_aware(datetime.combine(given["day"], given["at"]))

    @property
    def override(self) -> Override | None:
        """The reason and document for setting a rule aside, if any was given."""
        given = self.cleaned_data
        if not (given["override_reason"] or given["override_citation"]):
            return None
        return Override(given["override_reason"], given["override_citation"])

    @property
    def days(self) -> list[date]:
        """The days of a repeated wish."""
        given = self.cleaned_data
        return repeating.days_between(
            given["day"],
            given["until"] or given["day"],
            weekdays=weekdays_of(given["weekdays"]),
            days_of_month=given["days_of_month"],
        )

    @property
    def last_day(self) -> date | None:
        """Until when it is repeated, if it is."""
        last: date | None = self.cleaned_data["until"]
        return last
