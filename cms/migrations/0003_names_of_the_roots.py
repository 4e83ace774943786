"""Wagtail calls the root of the pages and of the collections "Root" when it migrates."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def rename(apps: Apps, page: tuple[str, str], collection: tuple[str, str]) -> None:
    pages = apps.get_model("wagtailcore", "Page").objects.filter(depth=1, title=page[0])
    pages.update(title=page[1], draft_title=page[1])
    collections = apps.get_model("wagtailcore", "Collection").objects
    collections.filter(depth=1, name=collection[0]).update(name=collection[1])


def forwards(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    rename(apps, ("Root", "Trang gốc"), ("Root", "Gốc"))


def backwards(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    rename(apps, ("Trang gốc", "Root"), ("Gốc", "Root"))


class Migration(migrations.Migration):
    dependencies = [("cms", "0002_readings")]

    operations = [migrations.RunPython(forwards, backwards)]
