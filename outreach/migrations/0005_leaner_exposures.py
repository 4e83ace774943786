"""Fewer indexes on exposures. Their columns are not altered: on SQLite that makes the table anew,
and the triggers that keep it append-only would be gone.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "outreach_exposure"
ALTERED = {
    "ward": ("outreach.Ward", {"related_name": "exposures", "verbose_name": "xã, phường"}),
    "school": ("outreach.School", {"verbose_name": "trường"}),
    "recorded_by": (settings.AUTH_USER_MODEL, {"verbose_name": "người ghi"}),
    "recorded_by_leader": ("outreach.Leader", {"verbose_name": "tổ trưởng ghi"}),
}


def _field(name: str, *, has_index: bool) -> models.ForeignKey:
    to, options = ALTERED[name]
    if name != "ward":
        options = options | {"null": True, "blank": True}
    return models.ForeignKey(
        to=to, on_delete=django.db.models.deletion.PROTECT, db_index=has_index, **options
    )


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, TABLE)
    columns = {f"{name}_id" for name in ALTERED}
    for name, what in found.items():
        is_single = len(what["columns"]) == 1 and what["columns"][0] in columns
        if is_single and what["index"] and not what["unique"]:
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


def put_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("outreach", "Exposure")
    for name in ALTERED:
        for sql in schema_editor._field_indexes_sql(model, model._meta.get_field(name)):
            schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("outreach", "0004_readings")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop, put_back)],
            state_operations=[
                migrations.AlterField("exposure", name, _field(name, has_index=False))
                for name in ALTERED
            ],
        ),
        *(
            migrations.AddIndex(
                "exposure",
                models.Index(
                    fields=[name],
                    condition=models.Q(**{f"{name}__isnull": False}),
                    name=f"exposure_{name}",
                ),
            )
            for name in ("school", "recorded_by", "recorded_by_leader")
        ),
    ]
