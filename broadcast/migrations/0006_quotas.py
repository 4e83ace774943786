import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("broadcast", "0005_lanes"),
    ]

    operations = [
        migrations.CreateModel(
            name="BotMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="tháng")),
                ("used", models.PositiveIntegerField(default=0, verbose_name="đã dùng")),
                ("limit", models.PositiveIntegerField(verbose_name="hạn mức")),
                (
                    "warned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="đã báo gần hết lúc"),
                ),
                (
                    "exhausted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="hết hạn mức lúc"),
                ),
            ],
            options={
                "verbose_name": "hạn mức tháng của bot",
                "verbose_name_plural": "hạn mức tháng của bot",
                "ordering": ["-month", "bot"],
            },
        ),
        migrations.AddField(
            model_name="zalobot",
            name="monthly_limit",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="hạn mức tin mỗi tháng"
            ),
        ),
        migrations.AddField(
            model_name="botmonth",
            name="bot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="months",
                to="broadcast.zalobot",
                verbose_name="bot",
            ),
        ),
        migrations.AddConstraint(
            model_name="botmonth",
            constraint=models.UniqueConstraint(fields=("bot", "month"), name="bot_month_once"),
        ),
        migrations.AddConstraint(
            model_name="botmonth",
            constraint=models.CheckConstraint(
                condition=models.Q(("used__lte", models.F("limit"))), name="bot_month_within_limit"
            ),
        ),
        migrations.AddConstraint(
            model_name="botmonth",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="bot_month_first_day"
            ),
        ),
    ]
