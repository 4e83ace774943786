import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("broadcast", "0007_tallies"),
        ("outreach", "0004_readings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InboundEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80, verbose_name="khoá chống trùng")),
                ("received_at", models.DateTimeField(auto_now_add=True, verbose_name="nhận lúc")),
                ("body", models.TextField(blank=True, verbose_name="nội dung thô")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("cho", "Chờ xử lý"),
                            ("xong", "Đã xử lý"),
                            ("bo_qua", "Không phải lệnh"),
                            ("hong", "Không đọc được"),
                        ],
                        default="cho",
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=40, verbose_name="loại")),
                (
                    "sender_id",
                    models.CharField(blank=True, max_length=80, verbose_name="mã người gửi"),
                ),
                (
                    "chat_id",
                    models.CharField(blank=True, max_length=80, verbose_name="mã đoạn chat"),
                ),
                ("text_length", models.PositiveIntegerField(default=0, verbose_name="độ dài chữ")),
                (
                    "replied_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc"),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ghi chú")),
            ],
            options={
                "verbose_name": "tin đến từ Zalo",
                "verbose_name_plural": "tin đến từ Zalo",
                "ordering": ["-received_at"],
            },
        ),
        migrations.CreateModel(
            name="LinkCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("dm", "Tin nhắn riêng với tổ trưởng"),
                            ("group", "Nhóm Zalo của tổ"),
                        ],
                        max_length=6,
                        verbose_name="dùng cho",
                    ),
                ),
                (
                    "code_hmac",
                    models.CharField(max_length=64, unique=True, verbose_name="dấu của mã"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc")),
                ("expires_at", models.DateTimeField(verbose_name="hết hạn lúc")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="dùng lúc")),
            ],
            options={
                "verbose_name": "mã liên kết",
                "verbose_name_plural": "mã liên kết",
                "ordering": ["-created_at"],
            },
        ),
        migrations.AddField(
            model_name="zalobot",
            name="hook_id",
            field=models.CharField(
                blank=True, editable=False, max_length=32, verbose_name="mã địa chỉ nhận tin"
            ),
        ),
        migrations.AddField(
            model_name="zalobot",
            name="old_secret_sha256",
            field=models.CharField(
                blank=True, editable=False, max_length=64, verbose_name="dấu mã bí mật trước"
            ),
        ),
        migrations.AddField(
            model_name="zalobot",
            name="old_secret_until",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="mã bí mật trước còn dùng đến"
            ),
        ),
        migrations.AddField(
            model_name="zalobot",
            name="secret_sha256",
            field=models.CharField(
                blank=True, editable=False, max_length=64, verbose_name="dấu mã bí mật"
            ),
        ),
        migrations.AddField(
            model_name="zalolink",
            name="check_digits",
            field=models.CharField(
                blank=True, editable=False, max_length=4, verbose_name="mã kiểm tra"
            ),
        ),
        migrations.AddField(
            model_name="zalolink",
            name="claimed_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="nhận mã lúc"
            ),
        ),
        migrations.AddField(
            model_name="zalolink",
            name="display_name",
            field=models.CharField(
                blank=True, editable=False, max_length=120, verbose_name="tên trên Zalo"
            ),
        ),
        migrations.AddField(
            model_name="zalolink",
            name="from_id",
            field=models.CharField(
                blank=True, editable=False, max_length=80, verbose_name="mã người gửi"
            ),
        ),
        migrations.AddConstraint(
            model_name="zalobot",
            constraint=models.UniqueConstraint(
                condition=models.Q(("hook_id", ""), _negated=True),
                fields=("hook_id",),
                name="bot_hook_once",
            ),
        ),
        migrations.AddField(
            model_name="inboundevent",
            name="bot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="broadcast.zalobot",
                verbose_name="bot",
            ),
        ),
        migrations.AddField(
            model_name="linkcode",
            name="bot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="codes",
                to="broadcast.zalobot",
                verbose_name="bot",
            ),
        ),
        migrations.AddField(
            model_name="linkcode",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                to="outreach.residentialgroup",
                verbose_name="tổ dân phố",
            ),
        ),
        migrations.AddField(
            model_name="linkcode",
            name="leader",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="outreach.leader",
                verbose_name="tổ trưởng",
            ),
        ),
        migrations.AddField(
            model_name="linkcode",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to=settings.AUTH_USER_MODEL,
                verbose_name="người tạo",
            ),
        ),
        migrations.AddField(
            model_name="linkcode",
            name="ward",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                to="outreach.ward",
                verbose_name="xã, phường",
            ),
        ),
        migrations.AddIndex(
            model_name="inboundevent",
            index=models.Index(
                condition=models.Q(("state", "cho")), fields=["received_at"], name="inbound_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="inboundevent",
            index=models.Index(fields=["bot", "chat_id", "received_at"], name="inbound_of_chat"),
        ),
        migrations.AddConstraint(
            model_name="inboundevent",
            constraint=models.UniqueConstraint(fields=("bot", "key"), name="inbound_once"),
        ),
    ]
