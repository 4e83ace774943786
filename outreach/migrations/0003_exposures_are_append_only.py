"""Let the database itself refuse to change or delete a row of the exposure ledger."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = """
CREATE TRIGGER exposure_no_{verb} BEFORE {VERB} ON outreach_exposure
BEGIN SELECT RAISE(ABORT, 'exposures are append-only'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION exposure_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'exposures are append-only'; END $$ LANGUAGE plpgsql
"""
POSTGRES = """
CREATE TRIGGER exposure_no_{verb} BEFORE {VERB} ON outreach_exposure
FOR EACH ROW EXECUTE FUNCTION exposure_append_only()
"""


def forbid(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    if not is_sqlite:
        schema_editor.execute(POSTGRES_FUNCTION)
    for verb in ("update", "delete"):
        template = SQLITE if is_sqlite else POSTGRES
        schema_editor.execute(template.format(verb=verb, VERB=verb.upper()))


def allow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for verb in ("update", "delete"):
        table = "" if is_sqlite else " ON outreach_exposure"
        schema_editor.execute(f"DROP TRIGGER exposure_no_{verb}{table}")
    if not is_sqlite:
        schema_editor.execute("DROP FUNCTION exposure_append_only()")


class Migration(migrations.Migration):
    dependencies = [("outreach", "0002_groups_schools_exposures")]

    operations = [migrations.RunPython(forbid, allow)]
