"""Leave room on the pages of attempts: each is closed soon after it was opened.

PostgreSQL then writes the answer beside the attempt instead of moving it, and no index changes.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def leave_room(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE broadcast_attempt SET (fillfactor = 50)")


def fill_up(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE broadcast_attempt RESET (fillfactor)")


class Migration(migrations.Migration):
    dependencies = [("broadcast", "0014_leaner_deliveries")]

    operations = [migrations.RunPython(leave_room, fill_up)]
