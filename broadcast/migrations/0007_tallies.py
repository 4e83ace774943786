import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("broadcast", "0006_quotas"),
        ("campaigns", "0003_urgent"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Chờ gửi"),
                            ("claimed", "Đang chuẩn bị"),
                            ("sending", "Đang gửi"),
                            ("sent", "Đã gửi, chờ xác nhận"),
                            ("confirmed", "Đã xác nhận"),
                            ("failed", "Không gửi được"),
                            ("unknown", "Không chắc đã gửi"),
                            ("skipped", "Bỏ qua"),
                            ("cancelled", "Đã huỷ"),
                            ("expired", "Quá hạn"),
                        ],
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("change", models.IntegerField(verbose_name="thay đổi")),
                ("at", models.DateTimeField(verbose_name="lúc")),
            ],
            options={
                "verbose_name": "biến động số đếm",
                "verbose_name_plural": "biến động số đếm",
            },
        ),
        migrations.AddField(
            model_name="tally",
            name="occurrence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tallies",
                to="campaigns.occurrence",
                verbose_name="lần phát hành",
            ),
        ),
    ]
