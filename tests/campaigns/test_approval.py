"""Two persons, one revision: who writes never approves, and what was approved is what is sent."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from broadcast import ticking
from broadcast.models import Delivery
from campaigns import approving as submitting
from campaigns import planning
from campaigns.models import Audience, Campaign, CampaignItem, Occurrence
from campaigns.viewsets import CampaignViewSet
from cms import approving
from cms.models import MaterialPage
from cms.two_persons import NotReadyError, SamePersonError
from outreach.models import User
from tests import making

pytestmark = pytest.mark.django_db


def test_an_author_cannot_approve_a_page_even_with_an_approvers_role() -> None:
    ward = making.ward()
    page = making.draft(ward)
    author = making.officer(ward)
    User.objects.filter(pk=author.pk).update(role=User.Role.APPROVER)
    author = User.objects.get(pk=author.pk)
    page.get_workflow().start(page, author)
    task = approving.waiting_task(page)
    assert task is not None

    with pytest.raises(SamePersonError):
        task.approve(user=author)
    with pytest.raises(PermissionDenied):
        page.get_latest_revision().publish(user=author)

    assert not MaterialPage.objects.get(pk=page.pk).live


def test_a_leader_of_another_ward_cannot_approve() -> None:
    page = making.draft(making.ward())
    stranger = making.approver(making.ward("05533", "Bá Xuyên"))
    page.get_workflow().start(page, making.officer(page_ward(page)))
    task = approving.waiting_task(page)
    assert task is not None

    with pytest.raises(PermissionDenied):
        task.approve(user=stranger)


def page_ward(page: MaterialPage):  # type: ignore[no-untyped-def]  # noqa: ANN201
    from cms.wards import ward_of

    return ward_of(page)


def test_the_database_refuses_an_author_as_approver() -> None:
    campaign = making.campaign(making.ward())

    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=campaign.pk).update(approved_by=campaign.author)


def test_a_text_with_a_foreign_number_or_without_111_is_not_approved() -> None:
    ward = making.ward()
    page = making.draft(ward, zalo_text="Gọi 0912 345 678 để được tư vấn.")
    page.get_workflow().start(page, making.officer(ward))
    task = approving.waiting_task(page)
    assert task is not None

    with pytest.raises(NotReadyError, match="không phải đường dây nóng đã đăng ký"):
        task.approve(user=making.approver(ward))


def test_what_was_read_is_what_is_approved() -> None:
    ward = making.ward()
    campaign = making.campaign(ward, is_approved=False)
    submitting.submit(campaign, by=making.officer(ward))

    with pytest.raises(approving.NotWaitingError, match="Xem lại"):
        approving.approve(campaign, by=making.approver(ward), seen_revision_id=0)


def test_a_later_edit_of_the_material_does_not_change_what_is_sent() -> None:
    ward = making.ward()
    page = making.material(ward)
    making.campaign(ward, of_material=page)
    page.zalo_text = "Bản mới chưa ai duyệt trong đợt này."
    page.save_revision(user=making.officer(ward))
    page = MaterialPage.objects.get(pk=page.pk)
    page.get_workflow().start(page, making.officer(ward))
    task = approving.waiting_task(page)
    approving.approve(
        page, by=making.approver(ward), seen_revision_id=task.revision_id if task else 0
    )

    ticking.tick(now=making.next_morning() + timedelta(minutes=5))

    texts = set(Delivery.objects.values_list("text", flat=True))
    assert len(texts) == 1
    assert "Bà con hỏi kỹ trước khi nhận việc." in texts.pop()


def test_nothing_is_due_before_its_approval_or_twice() -> None:
    ward = making.ward()
    campaign = making.campaign(ward)
    now = making.next_morning() + timedelta(minutes=5)
    Campaign.objects.filter(pk=campaign.pk).update(approved_at=now - timedelta(minutes=1))

    planning.spawn_due(now)
    assert not Occurrence.objects.exists()
    Campaign.objects.filter(pk=campaign.pk).update(approved_at=now - timedelta(days=1))
    for _ in range(2):
        planning.spawn_due(now)

    assert Occurrence.objects.count() == 1


def test_a_campaigns_lines_offer_only_the_own_wards_material_and_audiences() -> None:
    ward, other = making.ward(), making.ward("05533", "Bá Xuyên")
    own, foreign = making.material(ward), making.material(other)
    form_class = CampaignViewSet.edit_handler.bind_to_model(Campaign).get_form_class()

    item = form_class(for_user=making.officer(ward)).formsets["items"].empty_form

    assert list(item.fields["material"].queryset) == [own]
    assert foreign not in item.fields["material"].queryset
    assert set(item.fields["audience"].queryset) == set(Audience.objects.filter(ward=ward))


def test_a_line_with_a_material_of_another_ward_is_not_approved() -> None:
    ward, other = making.ward(), making.ward("05533", "Bá Xuyên")
    campaign = making.campaign(ward, is_approved=False)
    CampaignItem.objects.update(material=making.material(other))
    campaign = Campaign.objects.get(pk=campaign.pk)

    assert "Tư liệu và đối tượng phải thuộc chính xã, phường lập đợt." in (
        campaign.approval_problems()
    )
