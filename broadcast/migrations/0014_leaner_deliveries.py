import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("broadcast", "0013_fewer_indexes"),
        ("campaigns", "0003_urgent"),
        ("outreach", "0005_leaner_exposures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="delivery",
            name="bot",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="broadcast.zalobot",
                verbose_name="bot đã gửi",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to=settings.AUTH_USER_MODEL,
                verbose_name="cán bộ ghi nhận",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="confirmed_by_leader",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="outreach.leader",
                verbose_name="tổ trưởng xác nhận",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="fallback_of",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="fallbacks",
                to="broadcast.delivery",
                verbose_name="thay cho lượt gửi",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("confirmed_by__isnull", False)),
                fields=["confirmed_by"],
                name="delivery_confirmed_by",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("confirmed_by_leader__isnull", False)),
                fields=["confirmed_by_leader"],
                name="delivery_confirmed_by_leader",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("fallback_of__isnull", False)),
                fields=("fallback_of",),
                name="delivery_falls_back_once",
            ),
        ),
    ]
