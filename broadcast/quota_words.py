"""What the officer is told of the bots' months: once for each bot, with what to do."""

from datetime import datetime

from broadcast import quotas
from broadcast.models import ZaloBot
from campaigns.forecasting import number


def of_ward(ward_id: str, *, now: datetime) -> list[str]:
    """Return a sentence for each bot of the ward whose month is nearly or wholly used up."""
    bots = ZaloBot.objects.filter(ward=ward_id).order_by("display_name")
    standing = quotas.usage(bots.values_list("pk", flat=True), now=now)
    months = sorted(standing.values(), key=lambda month: month.name)
    return [_sentence(month) for month in months if month.is_low]


def _sentence(month: quotas.Usage) -> str:
    said = (
        f"Bot “{month.name}” đã dùng {number(month.used)} trên {number(month.limit)} tin của "
        f"tháng {month.month:%-m}."
    )
    if month.is_exhausted:
        return (
            f"{said} Máy đã dừng gửi tự động qua bot này đến hết tháng. Tổ trưởng vẫn lấy được tin "
            "trên trang của mình; việc gấp thì lập đợt đính chính khẩn, hoặc chuyển bớt tổ sang "
            "bot khác."
        )
    return (
        f"{said} Máy sẽ dừng gửi tự động khi đủ {number(month.stop)} tin. Từ nay đến cuối tháng "
        "nên bớt lần phát hành, hoặc chuyển bớt tổ sang bot khác."
    )
