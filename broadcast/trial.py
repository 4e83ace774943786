"""Measuring how fast messages leave, on a ward that does not exist, through the real ledger.

The trial's deliveries fall due far ahead, so that no worker of the installation takes them; the
trial itself works as of that moment. Whatever it wrote is taken away again.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from broadcast import bot_care, bots, fan_out, sending
from broadcast.lanes import LINK_KIND
from broadcast.models import Attempt, BotMonth, Channel, Delivery, Tally, ZaloBot, ZaloLink
from broadcast.zalo import outcome
from campaigns.models import Audience, Campaign, CampaignItem, ChannelKind, Occurrence
from cms.models import MaterialPage
from outreach import scratch
from outreach.models import Leader, ResidentialGroup, TrackedLink, User, Ward

AHEAD = timedelta(days=3650)
TEXT = (
    "Việc nhẹ, lương cao, không cần hợp đồng: hãy hỏi kỹ trước khi nhận lời. Giấy tờ của mình thì "
    "mình giữ. Thấy dấu hiệu lạ, bà con gọi 111, miễn phí, 24 giờ mỗi ngày."
)
NAMES = ("do-toc-do-nguoi-lap", "do-toc-do-nguoi-duyet")
UNKNOWN = Delivery.State.UNKNOWN
ACCEPTED = (Delivery.State.SENT, Delivery.State.CONFIRMED)
CLEAR = (*ACCEPTED, Delivery.State.FAILED)
# Nobody reads the trial's messages: after unclear answers its bots rest seconds, not minutes.
HURRY = 300


@dataclass(frozen=True, slots=True)
class Result:
    """Where every delivery ended; ``seconds`` from the first claim to the last settlement."""

    accepted: int
    failed: int
    unknown: int
    seconds: float

    @property
    def per_second(self) -> float:
        return (self.accepted + self.failed + self.unknown) / self.seconds if self.seconds else 0.0


def send(occurrence: Occurrence, *, patience: float) -> Result:
    """Send everything; what still waits after ``patience`` seconds without progress has failed.

    A message of which nobody knows whether it arrived is no progress: a server that is down would
    otherwise get them all, three at a time.
    """
    start = last = time.monotonic()
    while True:
        elapsed = time.monotonic() - start
        done = sending.drain(now=occurrence.due_at + timedelta(seconds=1 + elapsed))
        waiting = occurrence.deliveries.filter(state=Delivery.State.PLANNED)
        if not waiting.exists():
            break
        if any(done.states[state] for state in CLEAR):
            last = time.monotonic()
        if time.monotonic() - last > patience:
            break
        time.sleep(0.2)
        for bot in ZaloBot.objects.filter(ward=scratch.CODE):
            _wake(bot)
        # What has never been tried need not wait for a bot that is up again.
        waiting.filter(attempt_count=0).update(next_attempt_at=occurrence.due_at)
    return _result(occurrence, time.monotonic() - start)


def _wake(bot: ZaloBot) -> None:
    """Let a bot that answers go on: soon after unclear answers, in its own time if too fast."""
    now = timezone.now()
    if bot.paused_until and bot.problem != outcome.TOO_MANY:
        until = now + timedelta(seconds=bot.pause_seconds) / HURRY
        ZaloBot.objects.filter(pk=bot.pk, paused_until__gt=until).update(paused_until=until)
    bot_care.check(bot, now=now)


def _result(occurrence: Occurrence, seconds: float) -> Result:
    states = Counter(occurrence.deliveries.values_list("state", flat=True))
    accepted = sum(states[state] for state in ACCEPTED)
    unknown = states[UNKNOWN] + states[Delivery.State.SENDING]
    return Result(accepted, sum(states.values()) - accepted - unknown, unknown, seconds)


@contextmanager
def prepared(
    kind: ChannelKind, *, deliveries: int, tokens: Sequence[str], ahead: timedelta = AHEAD
) -> Iterator[Occurrence]:
    """Make a ward with ``deliveries`` groups, each reached by ``kind``, and fan out one occurrence.

    It is due ``ahead`` of now: at once only where no other worker could take it. No quiet hours
    hold it up, for nobody is woken.
    Each token is a bot without a rate or quota of ours; the groups are shared out among them.
    """
    forget()
    try:
        ward = scratch.open_ward(groups=deliveries)
        author, approver = (
            User.objects.create(
                username=name,
                full_name="Đo tốc độ",
                role=User.Role.OFFICER,
                ward=ward,
                is_active=False,
            )
            for name in NAMES
        )
        _open_channels(ward, kind, tokens=tokens, by=approver)
        due_at = _by_day(timezone.now() + ahead) if ahead else timezone.now()
        occurrence = _occurrence(ward, kind, author=author, approver=approver, due_at=due_at)
        fan_out.fan_out(occurrence, now=occurrence.due_at)
        occurrence.deliveries.update(next_attempt_at=occurrence.due_at)
        yield occurrence
    finally:
        forget()


def _by_day(moment: datetime) -> datetime:
    """Return a moment of the same day at which also what is tried again leaves without waiting."""
    return timezone.localtime(moment).replace(hour=9, minute=0, second=0, microsecond=0)


def _open_channels(ward: Ward, kind: ChannelKind, *, tokens: Sequence[str], by: User) -> None:
    groups = list(ResidentialGroup.objects.filter(ward=ward).values_list("pk", flat=True))
    Channel.objects.bulk_create(
        (Channel(ward=ward, group_id=group, kind=kind) for group in groups), batch_size=2000
    )
    if kind != ChannelKind.ZALO_GROUP:
        Leader.objects.bulk_create(
            (Leader(ward=ward, group_id=group, name="Bác thử") for group in groups),
            batch_size=2000,
        )
    if kind not in LINK_KIND:
        return
    made = [_bot(ward, token, monthly_limit=2 * len(groups) + 1000) for token in tokens]
    prefix = "zgr-" if kind == ChannelKind.ZALO_GROUP else ""
    ZaloLink.objects.bulk_create(
        (
            ZaloLink(
                ward=ward,
                bot=made[number % len(made)],
                kind=LINK_KIND[kind],
                group_id=group,
                chat_id=f"{prefix}{number:020x}",
                state=ZaloLink.State.ACTIVE,
                confirmed_by=by,
                confirmed_at=timezone.now(),
            )
            for number, group in enumerate(groups)
        ),
        batch_size=2000,
    )


def _bot(ward: Ward, token: str, *, monthly_limit: int) -> ZaloBot:
    bot = ZaloBot(
        ward=ward, display_name="Bot đo tốc độ", per_second=0, monthly_limit=monthly_limit
    )
    bots.set_token(bot, token)
    bot.save()
    return bot


def _occurrence(
    ward: Ward, kind: ChannelKind, *, author: User, approver: User, due_at: datetime
) -> Occurrence:
    """Write an approved campaign with one occurrence, without the people that it stands for."""
    page = Page.get_first_root_node().add_child(
        instance=MaterialPage(
            title="Đo tốc độ",
            slug="do-toc-do",
            live=False,
            summary="Đo tốc độ",
            zalo_text=TEXT,
            script_text=TEXT,
        )
    )
    campaign = Campaign(
        ward=ward, code="do-toc-do", title="Đo tốc độ", author=author, live=False,
        starts_on=due_at.date(), ends_on=due_at.date(),
    )  # fmt: skip
    audience = Audience.objects.create(ward=ward, name="Tất cả")
    item = CampaignItem(
        material=page, channel_kind=kind, audience=audience, rule=CampaignItem.Rule.ONCE,
        on_date=due_at.date(), at=due_at.time(),
    )  # fmt: skip
    campaign.items.set([item])
    campaign.save()
    revision = campaign.save_revision(user=author)
    Campaign.objects.filter(pk=campaign.pk).update(
        state=Campaign.State.APPROVED, approved_by=approver, approved_revision=revision
    )
    return Occurrence.objects.create(
        item=campaign.items.get(),
        campaign=Campaign.objects.get(pk=campaign.pk),
        ward=ward,
        channel_kind=kind,
        due_at=due_at,
        expires_at=due_at + timedelta(days=2),
        campaign_revision=revision,
        material_revision=page.save_revision(user=author),
    )


def forget() -> None:
    """Take away everything that a trial has written, also one that was cut off."""
    scratch.forget_exposures()
    mine = {"ward": scratch.CODE}
    rows = Delivery.objects.filter(**mine)
    for queryset in (
        Attempt.objects.filter(delivery__in=rows.values("pk")),
        Tally.objects.filter(occurrence__ward=scratch.CODE),
        rows,
        TrackedLink.objects.filter(**mine),
        ZaloLink.objects.filter(**mine),
        BotMonth.objects.filter(bot__ward=scratch.CODE),
        ZaloBot.objects.filter(**mine),
        Channel.objects.filter(**mine),
        Leader.objects.filter(**mine),
        Occurrence.objects.filter(**mine),
    ):
        queryset._raw_delete(queryset.db)
    Campaign.objects.filter(**mine).update(state=Campaign.State.CANCELLED, approved_revision=None)
    for campaign in Campaign.objects.filter(**mine):
        campaign.revisions.all().delete()
        campaign.delete()
    Audience.objects.filter(**mine).delete()
    for page in MaterialPage.objects.filter(slug="do-toc-do", depth=2):
        pk = page.pk
        page.delete()
        PageLogEntry.objects.filter(page=pk).delete()
    User.objects.filter(username__in=NAMES).delete()
    scratch.close_ward()
