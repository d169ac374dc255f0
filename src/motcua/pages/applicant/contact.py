"""Where the applicant is reached about a filed dossier, and the messages they were sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.correspondence import actions as correspondence
from motcua.correspondence import queries as told
from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Changed, Invalid, NotAllowed, NotFound
from motcua.pages import interrupted
from motcua.pages.applicant import words
from motcua.pages.applicant.application import typed_number
from motcua.pages.applicant.asked import changed_notice
from motcua.pages.applicant.following import page_of
from motcua.pages.applicant.papers import summary_errors
from motcua.pages.components.fields import FieldShown
from motcua.pages.saying import said
from motcua.vietnamese import format_phone

LONGEST = 254


@interrupted.comes_back_by_itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Mend telephone and e-mail of a dossier; anything else declared is mended by the office or with a supplement."""
    own, back = page_of(request, dossier_id).dossier, reverse("applicant:dossier", args=[dossier_id])
    if not actions.may_mend_contact(own):
        messages.info(request, _("Hồ sơ đã kết thúc nên không sửa cách liên lạc được nữa."))
        return HttpResponseRedirect(back)
    before = interrupted.typed_before(request)
    posted = {name: request.POST.get(name, "") for name in ("phone", "email")} if request.method == "POST" else None
    if posted is None and before is not None:
        posted = {name: (before.get(name) or [""])[0] for name in ("phone", "email")}
    typed = {name: text.replace("\0", "")[:LONGEST] for name, text in (posted or {}).items()}
    wrong: dict[str, str] = {}
    notice = None
    if request.method == "POST":
        interrupted.forget(request)
        lock = typed_number(request.POST, "lock")
        try:
            actions.mend_contact(
                dossier_id,
                by=request.authority,  # type: ignore[attr-defined]
                at=timezone.now(),
                expected_lock=lock,
                **typed,
            )
            messages.success(request, _("Đã sửa cách liên lạc. Tin sau này gửi đến đây."))
            return HttpResponseRedirect(back)
        except Invalid as refusal:
            wrong = refusal.detail["errors"]
        except Changed:
            own, notice = page_of(request, dossier_id).dossier, changed_notice()
        except NotAllowed as refusal:
            messages.warning(request, said(refusal.message))
            return HttpResponseRedirect(back)
        except NotFound:
            raise Http404 from None
    context = {
        "section": "mine",
        "code": own.code,
        "questions": _questions(own, typed, wrong),
        "errors": summary_errors(wrong),
        "notice": notice,
        "lock": own.lock,
        "back_url": back,
    }
    return render(request, "applicant/contact.html", context)


def _questions(own: Any, typed: dict[str, str], wrong: dict[str, str]) -> list[FieldShown]:
    phone = format_phone(own.owner_phone) if own.owner_phone else ""
    return [
        FieldShown(
            "phone",
            "phone",
            _("Số điện thoại nhận tin"),
            value=typed.get("phone", phone),
            error=wrong.get("phone", ""),
            autocomplete="tel",
        ),
        FieldShown(
            "email",
            "email",
            _("Thư điện tử"),
            hint=_("Không có thì để trống."),
            required=False,
            value=typed.get("email", own.owner_email),
            error=wrong.get("email", ""),
            autocomplete="email",
        ),
    ]


def _without_address(message: Any) -> str:
    """The message without the paragraph that is only the dossier's address: here it is a link below."""
    if not message.dossier_id:
        return str(message.body)
    path = reverse("applicant:dossier", args=[message.dossier_id])
    return "\n\n".join(part for part in message.body.split("\n\n") if not part.endswith(path))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    """The messages one was sent about one's dossiers, newest first; unread ones are marked until one says so."""
    by = request.authority  # type: ignore[attr-defined]
    if request.method == "POST":
        correspondence.mark_read(by, at=timezone.now())
        return HttpResponseRedirect(reverse("applicant:inbox"))
    found = told.messages_of(by)
    # Of a dossier filed for others, nothing more once that right has ended.
    about = [one.dossier_id for one in found if one.dossier_id is not None]
    still_mine = set(dossiers.applied_for(by).filter(pk__in=about).order_by().values_list("pk", flat=True))
    shown = [
        {
            "subject": one.subject,
            "lines": _without_address(one),
            "at": words.moment(one.created_at),
            "is_new": one.read_at is None,
            "url": reverse("applicant:dossier", args=[one.dossier_id]) if one.dossier_id else "",
        }
        for one in found
        if one.dossier_id is None or one.dossier_id in still_mine
    ]
    context = {"section": "mine", "found": shown, "has_new": any(one["is_new"] for one in shown)}
    return render(request, "applicant/inbox.html", context)
