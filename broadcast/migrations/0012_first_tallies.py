from django.db import migrations

# Occurrences from before the tallies start from what the ledger says; later ones are noted.
COUNT = """
INSERT INTO broadcast_tally (occurrence_id, state, change, at)
SELECT occurrence_id,
    CASE WHEN state IN ('claimed', 'sending') THEN 'planned' ELSE state END,
    count(*), max(due_at)
FROM broadcast_delivery
WHERE occurrence_id NOT IN (SELECT occurrence_id FROM broadcast_tally)
GROUP BY 1, 2
"""


class Migration(migrations.Migration):
    dependencies = [
        ("broadcast", "0011_tally_index"),
    ]

    operations = [
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
    ]
