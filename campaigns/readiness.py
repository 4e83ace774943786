"""What stands in the way of approving a campaign, in sentences an officer can act on."""

from typing import Any

from django.utils import timezone

from campaigns import calendar, forecasting, planning
from campaigns.models import Campaign, CampaignItem, ChannelKind
from cms.wards import ward_id_of

BODY_OF = {
    ChannelKind.LEADER_RELAY: ("zalo_text", "tin nhắn Zalo"),
    ChannelKind.ZALO_GROUP: ("zalo_text", "tin nhắn Zalo"),
    ChannelKind.LOUDSPEAKER: ("script_text", "bài phát thanh"),
    ChannelKind.PRINTING: ("poster_headline", "áp phích"),
}


def problems(campaign: Campaign) -> list[str]:
    """Return why ``campaign`` cannot be approved as it stands; empty means it can."""
    items = list(campaign.items.all())
    if not items:
        return ["Đợt chưa có nội dung nào. Thêm ít nhất một tư liệu."]
    found = [problem for item in items for problem in _item_problems(campaign, item)]
    if campaign.is_urgent and not campaign.note.strip():
        found.append("Đính chính khẩn phải ghi lý do ở ô “mục đích, căn cứ”.")
    if not _has_anything_ahead(campaign, items):
        found.append("Không còn lần phát hành nào từ nay đến hết đợt. Kiểm tra lại ngày.")
    return [*dict.fromkeys(found), *forecasting.problems(campaign)]


def _item_problems(campaign: Campaign, item: CampaignItem) -> list[str]:
    material = item.material.specific
    name = f"«{material.title}»"
    if ward_id_of(material) != campaign.ward_id or item.audience.ward_id != campaign.ward_id:
        return ["Tư liệu và đối tượng phải thuộc chính xã, phường lập đợt."]
    found = []
    if not material.live or material.live_revision is None:
        found.append(f"{name} chưa được duyệt. Trình duyệt tư liệu trước.")
    field, body = BODY_OF[ChannelKind(item.channel_kind)]
    if not getattr(material, field).strip():
        found.append(f"{name} chưa có {body}.")
    found += [f"{name}: {problem}" for problem in material.approval_problems()]
    if item.channel_kind in planning.AUTOMATIC:
        found += _quiet_time_problem(item, name)
    if not item.audience.groups_on(max(campaign.starts_on, timezone.localdate())).exists():
        found.append(f"{name}: đối tượng «{item.audience}» không có tổ dân phố, thôn nào.")
    return found


def _quiet_time_problem(item: CampaignItem, name: str) -> list[str]:
    start, end = planning.quiet_hours()
    if not calendar.is_quiet_time(item.at, start=start, end=end):
        return []
    return [
        f"{name}: {item.at:%H:%M} nằm trong giờ yên tĩnh {start:%H:%M}–{end:%H:%M}. Chọn giờ khác."
    ]


def _has_anything_ahead(campaign: Campaign, items: list[CampaignItem]) -> bool:
    now: Any = timezone.now()
    quiet = planning.quiet_periods(campaign.ward_id)
    return any(
        planning.moment(item, due.day) > now and not due.skipped
        for item in items
        for due in calendar.dues(
            planning.rule_of(item), first=campaign.starts_on, last=campaign.ends_on, quiet=quiet
        )
    )
