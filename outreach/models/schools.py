"""Schools, their requests for a session, and the sessions that took place."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from outreach.models.groups import new_nonce
from outreach.models.places import Ward
from outreach.models.scoping import WardRows


class School(models.Model):
    """Trường học, cơ sở giáo dục nghề nghiệp."""

    class Kind(models.TextChoices):
        PRIMARY = "tieu_hoc", "Tiểu học"
        LOWER_SECONDARY = "thcs", "Trung học cơ sở"
        UPPER_SECONDARY = "thpt", "Trung học phổ thông"
        VOCATIONAL = "gdnn", "Giáo dục nghề nghiệp"

    ward = models.ForeignKey(
        Ward, models.PROTECT, related_name="schools", verbose_name="xã, phường"
    )
    name = models.CharField("tên trường", max_length=160)
    kind = models.CharField("cấp học", max_length=10, choices=Kind)
    office_phone = models.CharField("điện thoại văn phòng", max_length=20, blank=True)
    enrolled = models.PositiveIntegerField("số học sinh", null=True, blank=True)
    enrolled_on = models.DateField("số liệu ngày", null=True, blank=True)
    enrolled_source = models.CharField("nguồn số liệu", max_length=160, blank=True)

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "trường học"
        ordering = ["ward", "kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "name"], name="school_once_per_ward")
        ]

    def __str__(self) -> str:
        return self.name


class SessionRequest(models.Model):
    """Đề nghị tổ chức buổi truyền thông, sent by a school without an account."""

    class State(models.TextChoices):
        WAITING = "cho_duyet", "Chờ phường trả lời"
        APPROVED = "dong_y", "Phường đồng ý"
        REFUSED = "tu_choi", "Phường chưa nhận được"
        DONE = "da_to_chuc", "Đã tổ chức"
        WITHDRAWN = "da_rut", "Trường đã rút"

    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    school = models.ForeignKey(
        School, models.PROTECT, related_name="requests", verbose_name="trường"
    )
    contact_name = models.CharField("người liên hệ", max_length=120)
    contact_position = models.CharField("chức vụ", max_length=120, blank=True)
    contact_phone = models.CharField("điện thoại nhà trường", max_length=20)
    wished_on = models.DateField("ngày mong muốn")
    grades = models.CharField("khối lớp", max_length=120)
    expected_pupils = models.PositiveIntegerField("số học sinh dự kiến")
    wishes = models.CharField("nội dung mong muốn", max_length=500, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField("lý do", max_length=300, blank=True)
    agreed_on = models.DateField("ngày tổ chức", null=True, blank=True)
    agreed_at = models.TimeField("giờ tổ chức", null=True, blank=True)
    presenter = models.CharField("báo cáo viên", max_length=120, blank=True)
    kit = models.ForeignKey(
        "media.Bundle", models.PROTECT, null=True, blank=True, verbose_name="bộ tài liệu"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="người trả lời",
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    link_nonce = models.CharField("mã liên kết", max_length=32, default=new_nonce, editable=False)
    form_key = models.CharField("khoá biểu mẫu", max_length=64, unique=True, editable=False)
    received_at = models.DateTimeField("nhận lúc", auto_now_add=True)

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "đề nghị tổ chức buổi truyền thông"
        ordering = ["-received_at"]
        constraints = [
            models.CheckConstraint(
                name="refusal_has_a_reason", condition=~Q(state="tu_choi", reason="")
            ),
            models.CheckConstraint(
                name="approval_has_a_date",
                condition=~Q(state="dong_y") | Q(agreed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} · {self.wished_on:%d/%m/%Y}"


class Session(models.Model):
    """Buổi truyền thông: numbers only, never a list of names."""

    ward = models.ForeignKey(Ward, models.PROTECT, verbose_name="xã, phường")
    request = models.OneToOneField(
        SessionRequest, models.PROTECT, related_name="session", verbose_name="đề nghị"
    )
    held_on = models.DateField("ngày tổ chức")
    pupils = models.PositiveIntegerField("số học sinh dự")
    teachers = models.PositiveIntegerField("số giáo viên dự", default=0)
    has_read_disclosure_card = models.BooleanField("đã đọc thẻ tiếp nhận chia sẻ của trẻ")
    reported_at = models.DateTimeField("báo cáo lúc", auto_now_add=True)

    objects = WardRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "buổi truyền thông"
        ordering = ["-held_on"]
        constraints = [
            models.CheckConstraint(
                name="session_after_disclosure_card", condition=Q(has_read_disclosure_card=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.request.school} · {self.held_on:%d/%m/%Y}"
