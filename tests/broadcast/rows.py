"""Rows of the ledger made by hand, for tests of what stands beside the sending engine."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from broadcast import tallies
from broadcast.models import Attempt, Channel, Delivery, ZaloBot, ZaloLink
from campaigns.models import Audience, Campaign, CampaignItem, ChannelKind, Occurrence
from cms.models import MaterialPage
from outreach.models import Leader, ResidentialGroup, User, Ward
from tests import making


def ward(code: str = "05518", name: str = "Sông Công", *, groups: int = 3) -> Ward:
    """Return a ward with groups, leaders and channels, and none of the site's pages."""
    made = making.bare_ward(code, name)
    places = ResidentialGroup.objects.bulk_create(
        ResidentialGroup(ward=made, name=f"{name} tổ {number}", position=number)
        for number in range(1, groups + 1)
    )
    Leader.objects.bulk_create(
        Leader(ward=made, group=place, name=f"Bác {place.name}") for place in places
    )
    Channel.objects.bulk_create(
        Channel(ward=made, group=place, kind=ChannelKind.LEADER_RELAY) for place in places
    )
    Audience.objects.create(ward=made, name="Tất cả", scope=Audience.Scope.ALL)
    return made


def person(of: Ward, role: User.Role = User.Role.OFFICER) -> User:
    """Return somebody of the ward who never signs in."""
    name = f"vang-mat-{role.name.lower()}-{of.pk}"
    return User.objects.get_or_create(username=name, defaults={"role": role, "ward": of})[0]


def campaign(of: Ward, **fields: Any) -> Campaign:
    """Return a campaign of a relay that counts as approved, without its way through the office."""
    made = draft(of, **fields)
    made.save_revision()
    Campaign.objects.filter(pk=made.pk).update(
        state=Campaign.State.APPROVED,
        approved_by=person(of, User.Role.APPROVER),
        approved_at=timezone.now() - timedelta(days=2),
        approved_revision=made.latest_revision,
    )
    return Campaign.objects.get(pk=made.pk)


def draft(
    of: Ward,
    *,
    kind: ChannelKind = ChannelKind.LEADER_RELAY,
    code: str = "dot",
    material: MaterialPage | None = None,
) -> Campaign:
    """Return a campaign of one item, due tomorrow morning, that nobody has submitted."""
    due = timezone.localtime(making.next_morning())
    number = MaterialPage.objects.count() + 1
    page = material or MaterialPage.add_root(
        instance=MaterialPage(title="Hỏi kỹ trước khi đi", slug=f"bai-{number}", summary="Ba điều.")
    )
    made = Campaign.objects.create(
        ward=of,
        code=code,
        title=f"Đợt {code}",
        starts_on=due.date() - timedelta(days=1),
        ends_on=due.date() + timedelta(days=1),
        author=person(of),
        live=False,
    )
    CampaignItem.objects.create(
        campaign=made,
        material=page,
        channel_kind=kind,
        audience=Audience.objects.get(ward=of, scope=Audience.Scope.ALL),
        rule="mot_lan",
        on_date=due.date(),
        at=due.time(),
    )
    return Campaign.objects.get(pk=made.pk)


def occurrence(of: Campaign, *, due_at: datetime | None = None, hours: int = 48) -> Occurrence:
    """Return an occurrence of the campaign's only item, fanned out with no rows yet."""
    due_at = due_at or timezone.now()
    return Occurrence.objects.create(
        item=of.items.get(),
        campaign=of,
        ward_id=of.ward_id,
        channel_kind=of.items.get().channel_kind,
        due_at=due_at,
        expires_at=due_at + timedelta(hours=hours),
        campaign_revision_id=of.approved_revision_id,
        material_revision_id=of.approved_revision_id,
        fanned_out_at=due_at,
    )


def fill(of: Occurrence, state: str = "planned", **fields: Any) -> list[Delivery]:
    """Give every group of the ward a delivery in ``state`` at ``of``, as a fan-out would."""
    values: dict[str, Any] = {
        "lane": -int(of.ward_id),
        "next_attempt_at": of.due_at,
        "text": "Bà con hỏi kỹ trước khi nhận việc.",
        "content_sha256": "0" * 64,
        "reason": "" if state in {"planned", "sent"} else "Chưa rõ vì sao.",
        **fields,
    }
    if state == "sending":
        values.setdefault("sending_at", timezone.now())
    channels = Channel.objects.filter(ward=of.ward_id, kind=of.channel_kind)
    made = Delivery.objects.bulk_create(
        Delivery(
            occurrence=of,
            channel=channel,
            ward_id=of.ward_id,
            state=state,
            due_at=of.due_at,
            expires_at=of.expires_at,
            **values,
        )
        for channel in channels.order_by("group__position")
    )
    if state == "sending":
        _call(made)
    tallies.note({(of.pk, state): len(made)}, at=timezone.now())
    return made


def running(
    *, groups: int = 3, state: str = "planned", of: Ward | None = None, **fields: Any
) -> Occurrence:
    """Return an occurrence of a ward, by default a fresh one, with a delivery for each group."""
    made = occurrence(campaign(of or ward(groups=groups)))
    fill(made, state, **fields)
    return made


def moved(row: Delivery, to: str, **fields: Any) -> None:
    """Do to ``row`` what the sending engine does: change its state and note it."""
    before = Delivery.objects.values_list("state", flat=True).get(pk=row.pk)
    if to == "sending":
        fields["attempt_count"] = F("attempt_count") + 1
    Delivery.objects.filter(pk=row.pk).update(state=to, **fields)
    if to == "sending":
        _call(Delivery.objects.filter(pk=row.pk))
    tallies.moved([(row.occurrence_id, before)], to=to, at=timezone.now())


def _call(rows: Iterable[Delivery]) -> None:
    Attempt.objects.bulk_create(
        Attempt(delivery=row, number=row.attempt_count, started_at=row.sending_at) for row in rows
    )


def silent_since(moment: datetime) -> None:
    """Let the calls under way have begun at ``moment``."""
    Delivery.objects.filter(state="sending").update(sending_at=moment)
    Attempt.objects.filter(outcome="open").update(started_at=moment)


def truth(of: Occurrence) -> dict[str, int]:
    """Return the numbers by state as counting the rows gives them."""
    folded = {"claimed": "planned", "sending": "planned"}
    states = Delivery.objects.filter(occurrence=of).values_list("state", flat=True)
    return dict(Counter(folded.get(state, state) for state in states))


def bot(of: Ward, name: str = "Bot phường", **fields: Any) -> ZaloBot:
    """Return a bot of the ward that no test ever writes through."""
    return ZaloBot.objects.create(ward=of, display_name=name, token_encrypted=b"", **fields)


def link(
    to: ZaloBot, *groups: ResidentialGroup, kind: ZaloLink.Kind = ZaloLink.Kind.DIRECT
) -> None:
    """Link groups, or their leaders, to the bot."""
    for group in groups:
        if kind == ZaloLink.Kind.GROUP:
            Channel.objects.get_or_create(
                ward_id=to.ward_id, group=group, kind=ChannelKind.ZALO_GROUP
            )
        ZaloLink.objects.create(
            ward_id=to.ward_id,
            bot=to,
            kind=kind,
            group=group,
            chat_id=f"{kind}-{group.pk}",
            state=ZaloLink.State.ACTIVE,
            confirmed_by=person(to.ward),
            confirmed_at=timezone.now(),
        )
