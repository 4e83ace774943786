from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# What the sweeper does from now on: a call that it has given up is not under way any more.
CLOSE = """
UPDATE broadcast_attempt SET outcome = 'unknown'
WHERE outcome = 'open' AND delivery_id NOT IN (
    SELECT id FROM broadcast_delivery WHERE state = 'sending'
)
"""


def leave_room(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let PostgreSQL keep half of a page free, so that a row's next version fits beside it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE broadcast_delivery SET (fillfactor = 50)")


def fill(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE broadcast_delivery RESET (fillfactor)")


class Migration(migrations.Migration):
    dependencies = [
        ("broadcast", "0016_urgent_first"),
        ("campaigns", "0003_urgent"),
        ("outreach", "0005_leaner_exposures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(CLOSE, migrations.RunSQL.noop),
        migrations.RunPython(leave_room, fill),
        migrations.RemoveIndex(
            model_name="delivery",
            name="delivery_claimed",
        ),
        migrations.RemoveIndex(
            model_name="delivery",
            name="delivery_sending",
        ),
        migrations.RemoveIndex(
            model_name="delivery",
            name="delivery_ward_state",
        ),
        migrations.RemoveIndex(
            model_name="delivery",
            name="delivery_lane",
        ),
        migrations.RemoveIndex(
            model_name="delivery",
            name="delivery_unknown",
        ),
        migrations.RemoveIndex(
            model_name="delivery",
            name="delivery_urgent",
        ),
        migrations.AddField(
            model_name="delivery",
            name="indexed_state",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(state__in=["sending", "sent"], then=models.Value("")),
                    default=models.F("state"),
                    output_field=models.CharField(max_length=10),
                ),
                output_field=models.CharField(max_length=10),
                verbose_name="trạng thái để tìm",
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                condition=models.Q(("outcome", "open")), fields=["started_at"], name="attempt_open"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("indexed_state", "planned")),
                fields=["lane", "-is_urgent", "next_attempt_at", "id"],
                name="delivery_lane",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("indexed_state", "planned"), ("is_urgent", True)),
                fields=["lane", "next_attempt_at"],
                name="delivery_urgent",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("indexed_state", "claimed")),
                fields=["lease_until"],
                name="delivery_claimed",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                fields=["ward", "indexed_state", "due_at"], name="delivery_ward_state"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("indexed_state", "unknown")),
                fields=["due_at"],
                name="delivery_unknown",
            ),
        ),
    ]
