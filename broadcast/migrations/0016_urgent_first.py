from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("broadcast", "0015_room_for_answers"),
        ("campaigns", "0003_urgent"),
        ("outreach", "0005_leaner_exposures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("is_urgent", True), ("state", "planned")),
                fields=["lane", "next_attempt_at"],
                name="delivery_urgent",
            ),
        ),
    ]
