"""Vietnamese names of Django's permissions.

Django writes "Can add …" into the database when it migrates, in English whatever the language.
"""

from django.contrib.auth.models import Permission

VERBS = {
    "add": "Thêm",
    "change": "Sửa",
    "delete": "Xoá",
    "view": "Xem",
    "publish": "Xuất bản",
    "lock": "Khoá",
    "unlock": "Mở khoá",
    "choose": "Chọn",
}
WHOLE = {
    "access_admin": "Được vào trang quản trị",
    "bulk_delete_page": "Xoá trang có trang con",
    "lock_page": "Khoá, mở khoá trang mình đã khoá",
    "publish_page": "Xuất bản mọi trang",
    "unlock_page": "Mở khoá mọi trang",
}


def translate() -> None:
    """Give every permission of a known kind its Vietnamese name; repeatable."""
    renamed = []
    for permission in Permission.objects.select_related("content_type"):
        name = vietnamese(permission)
        if name not in {None, permission.name}:
            permission.name = str(name)
            renamed.append(permission)
    Permission.objects.bulk_update(renamed, ["name"])


def vietnamese(permission: Permission) -> str | None:
    """Return what a permission is called, or None for one that only its own model can name."""
    if permission.codename in WHOLE:
        return WHOLE[permission.codename]
    verb = VERBS.get(permission.codename.split("_")[0])
    model = permission.content_type.model_class()
    return f"{verb} {model._meta.verbose_name}"[:255] if verb and model else None
