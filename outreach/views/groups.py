"""Uploading the ward's spreadsheet: choose, look at what would change, then save."""

import base64
import binascii
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from outreach import group_import, group_sheet
from outreach.models import ResidentialGroup, Ward

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def upload(request: HttpRequest) -> HttpResponse:
    """Offer the template and the upload field, and list the groups that are known."""
    ward = _own_ward(request)
    groups = ResidentialGroup.objects.filter(ward=ward, valid_to=None)
    context = {"ward": ward, "groups": groups.prefetch_related("leaders")}
    return render(request, "outreach/groups_upload.html", context)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Show row by row what the file would change; write nothing."""
    ward = _own_ward(request)
    file = request.FILES.get("tep")
    try:
        if file is None or (file.size or 0) > group_sheet.MOST_BYTES:
            raise group_sheet.UnreadableSheetError("Chọn một tệp .xlsx không quá 5 MB.")
        data = file.read()
        reading = group_sheet.read(data, today=timezone.localdate())
    except group_sheet.UnreadableSheetError as error:
        messages.error(request, str(error))
        return redirect("outreach_groups")
    context = {
        "ward": ward,
        "errors": reading.errors,
        "changes": group_import.preview(reading, ward=ward),
        "data": base64.b64encode(data).decode("ascii"),
    }
    return render(request, "outreach/groups_preview.html", context)


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Write the file that was just looked at: every row, or none."""
    ward = _own_ward(request)
    try:
        data = base64.b64decode(request.POST.get("du_lieu", ""), validate=True)
        reading = group_sheet.read(data, today=timezone.localdate())
        changes = group_import.save(reading, ward=ward, by=request.user)
    except (binascii.Error, group_sheet.UnreadableSheetError, group_import.HasErrorsError):
        messages.error(request, "Chưa ghi gì. Chọn lại tệp và thử lại.")
        return redirect("outreach_groups")
    import_string(settings.LANTOA_GROUPS_CHANGED)(ward)
    messages.success(request, f"Đã ghi {len(changes)} tổ dân phố, thôn.")
    return redirect("outreach_groups")


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """Send the empty template."""
    _own_ward(request)
    response = HttpResponse(group_import.template(), content_type=_XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="mau-to-dan-pho.xlsx"'
    return response


def _own_ward(request: HttpRequest) -> Ward:
    user: Any = request.user
    if not getattr(user, "is_officer", False) or user.ward is None:
        raise PermissionDenied
    ward: Ward = user.ward
    return ward
