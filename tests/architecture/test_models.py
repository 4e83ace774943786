"""Models speak Vietnamese and match their migrations."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import AutoField, Field, Model, OneToOneField
from modelcluster.fields import ParentalKey

from tests.architecture import source

OURS = [
    model
    for room in source.ROOMS
    for model in apps.get_app_config(room).get_models()
    if not model._meta.auto_created
]
SAME_IN_BOTH = {"bot", "email", "logo", "video", "web"}
every_model = pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)


@every_model
def test_a_model_is_named_in_vietnamese_once(model: type[Model]) -> None:
    singular, plural = str(model._meta.verbose_name), str(model._meta.verbose_name_plural)

    assert singular == plural
    assert singular.replace(" ", "").lower() != model._meta.model_name


@every_model
def test_a_model_says_what_it_is(model: type[Model]) -> None:
    own = model.__dict__.get("__doc__") or ""

    assert own
    assert not own.startswith(f"{model.__name__}("), "this is the docstring that Django makes up"


@every_model
def test_a_field_is_labelled_in_vietnamese(model: type[Model]) -> None:
    unlabelled = [field.name for field in shown_fields(model) if has_derived_label(field)]

    assert unlabelled == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = io.StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=out)

    assert out.getvalue().strip() == "No changes detected"


def shown_fields(model: type[Model]) -> list[Field]:
    """Return the fields that we declared and that a screen may show."""
    theirs = {
        field.name
        for base in model.__mro__
        if hasattr(base, "_meta") and base.__module__.split(".")[0] not in source.ROOMS
        for field in base._meta.local_fields
    }
    return [
        field
        for field in model._meta.local_fields
        if field.name not in theirs
        and not isinstance(field, AutoField | ParentalKey)
        and not (isinstance(field, OneToOneField) and field.remote_field.parent_link)
    ]


def has_derived_label(field: Field) -> bool:
    """Tell whether Django made the label from the English name of the field."""
    label = str(field.verbose_name)
    return label == field.name.replace("_", " ") and label not in SAME_IN_BOTH
