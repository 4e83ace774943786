from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("broadcast", "0010_heartbeats"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(fields=["at"], name="tally_at"),
        ),
    ]
