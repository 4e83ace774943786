from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("broadcast", "0004_vendor_words_and_dates"),
        ("campaigns", "0003_urgent"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="delivery",
            name="delivery_due",
        ),
        migrations.AddField(
            model_name="delivery",
            name="is_urgent",
            field=models.BooleanField(default=False, verbose_name="khẩn"),
        ),
        migrations.AddField(
            model_name="delivery",
            name="lane",
            field=models.BigIntegerField(default=0, editable=False, verbose_name="hàng chờ"),
        ),
        migrations.AddField(
            model_name="zalobot",
            name="asked_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="hỏi thăm gần nhất"
            ),
        ),
        migrations.AddField(
            model_name="zalobot",
            name="can_join_groups",
            field=models.BooleanField(default=False, editable=False, verbose_name="vào được nhóm"),
        ),
        migrations.AddField(
            model_name="zalobot",
            name="free_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="gửi tiếp từ lúc"
            ),
        ),
        migrations.AddField(
            model_name="zalobot",
            name="per_second",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=6,
                null=True,
                verbose_name="số tin mỗi giây",
            ),
        ),
        migrations.AddField(
            model_name="zalolink",
            name="free_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="gửi tiếp từ lúc"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "planned")),
                fields=["lane", "-is_urgent", "next_attempt_at", "id"],
                name="delivery_lane",
            ),
        ),
    ]
