import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("broadcast", "0012_first_tallies"),
        ("campaigns", "0003_urgent"),
        ("outreach", "0004_readings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="attempt",
            name="delivery",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attempts",
                to="broadcast.delivery",
                verbose_name="lượt gửi",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="occurrence",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="campaigns.occurrence",
                verbose_name="lần phát hành",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="ward",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="outreach.ward",
                verbose_name="xã, phường",
            ),
        ),
    ]
