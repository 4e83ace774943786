"""Making a ward that works: small plain functions, through the real workflow."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from broadcast import opening
from campaigns import approving as submitting
from campaigns.models import Audience, Campaign, CampaignItem, ChannelKind
from cms import approving, roles
from cms.models import HomePage, Hotline, MaterialPage, TopicPage
from cms.ward_opening import add_page
from outreach.models import Leader, Province, ResidentialGroup, User, Ward


def bare_ward(code: str = "05518", name: str = "Sông Công") -> Ward:
    """Return a ward with nothing in it."""
    province, _ = Province.objects.get_or_create(
        code="19", defaults={"name": "Thái Nguyên", "kind": "tinh"}
    )
    return Ward.objects.get_or_create(
        code=code,
        defaults={
            "province": province,
            "name": name,
            "kind": "phuong",
            "folded_name": name.lower(),
            "valid_from": date(2025, 7, 1),
        },
    )[0]


def ward(code: str = "05518", name: str = "Sông Công", *, groups: int = 3) -> Ward:
    """Return an opened ward with groups, each with a leader."""
    made = bare_ward(code, name)
    for number in range(1, groups + 1):
        group = ResidentialGroup.objects.create(
            ward=made, name=f"{name} tổ {number}", position=number
        )
        Leader.objects.create(ward=made, group=group, name=f"Bác {name} {number}")
    opening.open_ward(made)
    return made


def person(of: Ward, role: User.Role = User.Role.OFFICER) -> User:
    """Return an officer or an approver of the ward."""
    name = f"{role.name.lower()}{of.pk}"
    user, is_new = User.objects.get_or_create(
        username=name, defaults={"role": role, "ward": of, "full_name": name}
    )
    if is_new:
        roles.admit(user)
    return user


def officer(of: Ward) -> User:
    return person(of)


def approver(of: Ward) -> User:
    return person(of, User.Role.APPROVER)


def hotline() -> Hotline:
    """Return 111, checked today."""
    return Hotline.objects.get_or_create(
        number="111",
        defaults={
            "display": "111",
            "owner": "Tổng đài quốc gia",
            "purpose": "Cần giúp",
            "verified_on": timezone.localdate(),
        },
    )[0]


def draft(of: Ward, title: str = "Hỏi kỹ trước khi đi", **fields: Any) -> MaterialPage:
    """Return a material that its officer has written and nobody has approved."""
    home = HomePage.objects.get(ward=of)
    topic = TopicPage.objects.child_of(home).first()
    topic = topic or add_page(home, TopicPage(title="Việc làm", slug="viec-lam"))
    values = {
        "summary": "Ba điều cần hỏi.",
        "zalo_text": "Bà con hỏi kỹ trước khi nhận việc.",
        "script_text": "Kính thưa bà con. Hỏi kỹ trước khi nhận việc.",
        "poster_headline": "Hỏi kỹ",
        "poster_lines": "Xem hợp đồng.",
        **fields,
    }
    slug = f"bai-{MaterialPage.objects.count() + 1}"
    page: MaterialPage = topic.add_child(
        instance=MaterialPage(title=title, slug=slug, live=False, **values)
    )
    page.hotlines = [hotline()]
    page.save()
    page.save_revision(user=officer(of))
    return MaterialPage.objects.get(pk=page.pk)


def material(of: Ward, title: str = "Hỏi kỹ trước khi đi", **fields: Any) -> MaterialPage:
    """Return a material that the ward's leader has approved."""
    page = draft(of, title, **fields)
    page.get_workflow().start(page, officer(of))
    task = approving.waiting_task(page)
    approving.approve(page, by=approver(of), seen_revision_id=task.revision_id if task else 0)
    return MaterialPage.objects.get(pk=page.pk)


def campaign(
    of: Ward,
    *,
    kind: ChannelKind = ChannelKind.LEADER_RELAY,
    due: datetime | None = None,
    of_material: MaterialPage | None = None,
    is_approved: bool = True,
    code: str = "dot",
) -> Campaign:
    """Return a campaign of one item due once, approved two days before that."""
    due = timezone.localtime(due or next_morning())
    made = Campaign(
        ward=of,
        code=code,
        title=f"Đợt {code} {of.name}",
        starts_on=due.date() - timedelta(days=1),
        ends_on=due.date() + timedelta(days=1),
        author=officer(of),
        live=False,
    )
    made.items.set(
        [
            CampaignItem(
                material=of_material or material(of),
                channel_kind=kind,
                audience=Audience.objects.get(ward=of, scope=Audience.Scope.ALL),
                rule="mot_lan",
                on_date=due.date(),
                at=time(due.hour, due.minute),
            )
        ]
    )
    made.save()
    made.save_revision(user=officer(of))
    made = Campaign.objects.get(pk=made.pk)
    if is_approved:
        submitting.submit(made, by=officer(of))
        task = approving.waiting_task(made)
        seen = task.revision_id if task else 0
        approving.approve(made, by=approver(of), seen_revision_id=seen)
        Campaign.objects.filter(pk=made.pk).update(approved_at=due - timedelta(days=2))
    return Campaign.objects.get(pk=made.pk)


def next_morning() -> datetime:
    """Return tomorrow at 8 in the ward's time: never in the quiet hours."""
    day = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(8)))
