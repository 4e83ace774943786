"""Choosing and adding pictures: the ward's own, by its officers."""

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from media.models import Picture
from outreach.models import Ward
from tests import making

pytestmark = pytest.mark.django_db


def picture(ward: Ward) -> Picture:
    file = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "JPEG")
    collection = Collection.objects.get(name=f"{ward.pk} {ward}")
    image = ImageFile(file, name=f"{ward.pk}.jpg")
    return Picture.objects.create(title="Bến xe", file=image, collection=collection)


def test_an_officer_chooses_and_changes_the_pictures_of_the_own_ward_only() -> None:
    own, other = making.ward(), making.ward("05533", "Bá Xuyên")
    mine, _theirs = picture(own), picture(other)
    policy, officer = policy_registry.get_by_type(Picture), making.officer(own)

    for action in ("choose", "change"):
        assert list(policy.instances_user_has_permission_for(officer, action)) == [mine], action


def test_an_officer_may_add_a_picture() -> None:
    client = Client()
    client.force_login(making.officer(making.ward()))

    assert client.get(reverse("wagtailimages:add_multiple")).status_code == 200
