"""One's own account, and by what name the side bar greets."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

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
