from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("broadcast", "0008_inbound"),
    ]

    operations = [
        migrations.AddField(
            model_name="inboundevent",
            name="result",
            field=models.CharField(
                blank=True,
                choices=[
                    ("tu_dong", "Trả lời tự động"),
                    ("nhan_ma", "Đã nhận mã"),
                    ("sai_ma", "Mã sai hoặc đã hết hạn"),
                    ("sai_cho", "Mã dùng sai chỗ"),
                    ("chan", "Nhập sai mã quá nhiều lần"),
                    ("trung", "Đoạn chat đã liên kết với nơi khác"),
                    ("bao_xong", "Đã báo xong"),
                    ("hoi_lai", "Chưa rõ báo xong việc nào"),
                    ("dung", "Đã dừng liên kết"),
                    ("xin_dung", "Người trong nhóm xin dừng"),
                ],
                max_length=8,
                verbose_name="kết quả",
            ),
        ),
        migrations.AddField(
            model_name="inboundevent",
            name="seen_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="cán bộ đã xem lúc"),
        ),
        migrations.AddField(
            model_name="zalobot",
            name="chat_url",
            field=models.URLField(blank=True, verbose_name="liên kết mở bot"),
        ),
        migrations.AddField(
            model_name="zalobot",
            name="hook_asked_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="thử địa chỉ nhận tin lúc"
            ),
        ),
        migrations.AddField(
            model_name="zalobot",
            name="hook_outcome",
            field=models.CharField(
                blank=True, editable=False, max_length=40, verbose_name="Zalo thử địa chỉ nhận tin"
            ),
        ),
        migrations.AddIndex(
            model_name="inboundevent",
            index=models.Index(
                condition=models.Q(("result", ""), _negated=True),
                fields=["bot", "result", "received_at"],
                name="inbound_results",
            ),
        ),
        migrations.AddIndex(
            model_name="inboundevent",
            index=models.Index(
                condition=models.Q(
                    models.Q(("body", ""), _negated=True),
                    models.Q(("sender_id", ""), _negated=True),
                    _connector="OR",
                ),
                fields=["received_at"],
                name="inbound_kept",
            ),
        ),
    ]
