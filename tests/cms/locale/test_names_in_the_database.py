"""Names that Wagtail and Django write into the database in English when they migrate."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Page

from cms import permission_names
from cms.models import Hotline


@pytest.mark.django_db
def test_the_roots_are_called_in_vietnamese() -> None:
    page, collection = Page.get_first_root_node(), Collection.get_first_root_node()

    assert page is not None
    assert (page.title, page.draft_title, collection.name) == ("Trang gốc", "Trang gốc", "Gốc")


@pytest.mark.django_db
def test_permissions_are_named_in_vietnamese_and_keep_names_of_our_own() -> None:
    kind = ContentType.objects.get_for_model(Hotline)
    own = Permission.objects.create(codename="call", name="Gọi thử số này", content_type=kind)

    permission_names.translate()

    names = dict(Permission.objects.values_list("codename", "name"))
    assert names["add_hotline"] == "Thêm đường dây nóng"
    assert names["bulk_delete_page"] == "Xoá trang có trang con"
    assert names["access_admin"] == "Được vào trang quản trị"
    assert names[own.codename] == "Gọi thử số này"
    assert not Permission.objects.filter(name__startswith="Can ").exists()
