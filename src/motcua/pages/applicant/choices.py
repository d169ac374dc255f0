"""How one wants to be told about one's dossiers, and whether one wants news at all."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.accounts import queries
from motcua.correspondence.actions.choosing import choose
from motcua.correspondence.queries.choices import chosen
from motcua.vietnamese import format_phone

TICKS = ("texts", "emails", "zalo", "with_marks", "news")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """One page of ticks; codes for signing in come whatever is chosen."""
    own = queries.account(request.user.pk)
    assert own is not None
    if own.kind != "citizen":
        return HttpResponseRedirect(reverse("applicant:account"))
    if request.method == "POST":
        ticked = {name: request.POST.get(name) == "1" for name in TICKS}
        choose(
            by=request.authority,  # type: ignore[attr-defined]
            at=timezone.now(),
            language=request.POST.get("language", "")[:5],
            **ticked,
        )
        messages.success(request, _("Đã lưu cách nhận tin. Tin sau này gửi như bạn chọn."))
        return HttpResponseRedirect(reverse("applicant:message_choices"))
    context = {
        "section": "account",
        "now": chosen(own.phone, own.email),
        "phone": format_phone(own.phone),
        "email": own.email,
        "has_zalo": bool(settings.PROVIDERS["zalo"]),
    }
    return render(request, "applicant/choices.html", context)
