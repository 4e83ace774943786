"""One's own account, and by what name the side bar greets."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from outreach.models import User
from tests import making

pytestmark = pytest.mark.django_db


def test_an_officer_changes_the_theme_and_is_asked_for_no_halves_of_a_name() -> None:
    officer, client = making.officer(making.ward()), Client()
    client.force_login(officer)
    address = reverse("wagtailadmin_account")
    theme = {"theme-theme": "dark", "theme-contrast": "system", "theme-density": "default"}

    shown = client.get(address).content.decode()
    answer = client.post(address, theme)

    assert "name_email" not in shown
    assert answer.status_code == 302
    officer.refresh_from_db()
    assert officer.wagtail_userprofile.theme == "dark"


def test_an_account_is_for_those_who_signed_in() -> None:
    answer = Client().get(reverse("wagtailadmin_account"))

    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]


def test_the_side_bar_says_the_whole_name() -> None:
    officer, client = making.officer(making.ward()), Client()
    officer.full_name = "Nguyễn Thị Thử"
    officer.save()
    client.force_login(officer)

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    props = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert props
    assert "Nguyễn Thị Thử" in str(json.loads(props[1]))


def account(**changes: object) -> dict[str, object]:
    return {
        "username": "lanhdaomoi",
        "full_name": "Trần Văn Thử",
        "position": "Phó Chủ tịch UBND phường",
        "role": User.Role.APPROVER.value,
        "password1": "mat-khau-du-dai-1",
        "password2": "mat-khau-du-dai-1",
        **changes,
    }


@pytest.mark.parametrize("with_place", [True, False])
def test_a_technician_makes_a_leader_of_a_ward_who_may_approve_there(with_place: bool) -> None:
    ward, client = making.ward(), Client()
    client.force_login(User.objects.create_superuser("kythuat"))
    place = {"ward": ward.pk} if with_place else {}

    answer = client.post(reverse("wagtailusers_users:add"), account(**place))

    made = User.objects.filter(username="lanhdaomoi").first()
    assert (made is not None) == with_place
    if made:
        assert (made.full_name, made.ward, made.province) == ("Trần Văn Thử", ward, None)
        assert [group.name for group in made.groups.all()] == [f"{ward.pk} Lãnh đạo"]
    else:
        assert "Chọn nơi làm việc của vai trò này." in answer.content.decode()


def test_a_technician_changes_a_name_and_the_role_keeps_its_group() -> None:
    ward, client = making.ward(), Client()
    officer = making.officer(ward)
    client.force_login(User.objects.create_superuser("kythuat"))
    changed = account(
        username=officer.username, role=User.Role.OFFICER.value, ward=ward.pk, is_active="on"
    )

    client.post(
        reverse("wagtailusers_users:edit", args=[officer.pk]),
        {**changed, "password1": "", "password2": ""},
    )

    officer.refresh_from_db()
    assert officer.full_name == "Trần Văn Thử"
    assert [group.name for group in officer.groups.all()] == [f"{ward.pk} Cán bộ"]
