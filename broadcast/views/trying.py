"""Gửi thử: the officer sees on a phone what the leaders will get."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail.admin import messages

from broadcast import testing
from broadcast.carriers.port import Receipt
from broadcast.models import ZaloBot
from cms.models import MaterialPage
from cms.wards import pages_of_ward


class TestSendForm(forms.Form):
    """Which text, through which bot of the own ward."""

    material: Any = forms.ModelChoiceField(
        MaterialPage.objects.none(), label="Tư liệu", empty_label="Chọn tư liệu"
    )
    bot: Any = forms.ModelChoiceField(ZaloBot.objects.none(), label="Bot", empty_label="Chọn bot")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = pages_of_ward(MaterialPage.objects.exclude(zalo_text=""), user.ward_id)
        bots = ZaloBot.objects.visible_to(user).exclude(test_chat_id="")
        self.fields["material"].queryset = own  # type: ignore[attr-defined]
        self.fields["bot"].queryset = bots  # type: ignore[attr-defined]


def page(request: HttpRequest) -> HttpResponse:
    """Show the form; on POST send one message and say what became of it."""
    if not getattr(request.user, "is_officer", False):
        raise PermissionDenied
    form = TestSendForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        answer = testing.send(chosen["material"], bot=chosen["bot"], by=request.user)
        if isinstance(answer, Receipt):
            messages.success(request, "Đã gửi thử. Mở đoạn chat thử để xem.")
        else:
            messages.error(request, answer.reason)
        return redirect("broadcast_test_send")
    return render(request, "broadcast/test_send.html", {"form": form})
