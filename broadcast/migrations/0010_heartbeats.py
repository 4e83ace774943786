from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("broadcast", "0009_inbound_results"),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                (
                    "part",
                    models.CharField(
                        max_length=60, primary_key=True, serialize=False, verbose_name="bộ phận"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="thấy lúc")),
                (
                    "succeeded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="làm xong lúc"),
                ),
            ],
            options={
                "verbose_name": "dấu hiệu hoạt động",
                "verbose_name_plural": "dấu hiệu hoạt động",
                "ordering": ["part"],
            },
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "unknown")),
                fields=["due_at"],
                name="delivery_unknown",
            ),
        ),
    ]
