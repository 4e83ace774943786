from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0002_quiet_period_of_groups"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="is_urgent",
            field=models.BooleanField(default=False, verbose_name="đính chính khẩn"),
        ),
    ]
