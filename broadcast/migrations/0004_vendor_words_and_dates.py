"""How a vendor writes its logs: its words for "played", its order of day and month."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("broadcast", "0003_play_logs"),
    ]

    operations = [
        migrations.AddField(
            model_name="vendormapping",
            name="is_month_first",
            field=models.BooleanField(default=False, verbose_name="tháng viết trước ngày"),
        ),
        migrations.AddField(
            model_name="vendormapping",
            name="success_words",
            field=models.CharField(blank=True, max_length=200, verbose_name="chữ báo đã phát"),
        ),
    ]
