"""Pictures with the facts that decide whether they may be shown."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """Ảnh: Wagtail's image with credit, kind and the state of consent."""

    class Kind(models.TextChoices):
        ILLUSTRATION = "minh_hoa", "Minh hoạ"
        EVENT = "su_kien", "Sự kiện"
        ARCHIVE = "tu_lieu", "Tư liệu"

    class Faces(models.TextChoices):
        NONE = "khong", "Không rõ mặt ai"
        CONSENTED = "dong_y", "Có người, đã đồng ý bằng văn bản"
        NOT_CONSENTED = "chua_dong_y", "Có người, chưa đồng ý"

    kind = models.CharField("loại ảnh", max_length=10, choices=Kind, default=Kind.ILLUSTRATION)
    credit = models.CharField("tác giả, nguồn", max_length=160, blank=True)
    faces = models.CharField("người trong ảnh", max_length=14, choices=Faces, default=Faces.NONE)
    consent_note = models.CharField("ngày đồng ý và nơi lưu văn bản", max_length=200, blank=True)
    is_sensitive = models.BooleanField("ảnh nhạy cảm", default=False)

    admin_form_fields = (
        *Image.admin_form_fields,
        "kind",
        "credit",
        "faces",
        "consent_note",
        "is_sensitive",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = verbose_name_plural = "ảnh"
        permissions = [("choose_picture", "Có thể chọn ảnh")]
        constraints = [
            models.CheckConstraint(
                name="consent_says_where",
                condition=~models.Q(faces="dong_y", consent_note=""),
            )
        ]

    @property
    def may_be_shown(self) -> bool:
        """Whether consent allows this picture on any channel."""
        return self.faces != self.Faces.NOT_CONSENTED and not self.is_sensitive


class Rendition(AbstractRendition):
    """Bản ảnh: one size of a picture."""

    image = models.ForeignKey(
        Picture, models.CASCADE, related_name="renditions", verbose_name="ảnh"
    )

    class Meta:
        verbose_name = verbose_name_plural = "bản ảnh"
        unique_together = (("image", "filter_spec", "focal_point_key"),)
