"""A quiet period may be of some groups only, as a funeral is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_campaigns"),
        ("outreach", "0004_readings"),
    ]

    operations = [
        migrations.AddField(
            model_name="quietperiod",
            name="groups",
            field=models.ManyToManyField(
                blank=True, to="outreach.residentialgroup", verbose_name="chỉ ở tổ, thôn"
            ),
        ),
    ]
