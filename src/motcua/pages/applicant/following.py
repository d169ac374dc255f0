"""One's own dossiers: what to do first, where each one is, and one dossier whole."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.correspondence.queries import unread
from motcua.dossiers import actions, permissions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import NotFound
from motcua.dossiers.rules.states import State, Verb
from motcua.pages import catalogue_words
from motcua.pages.applicant import telling, words
from motcua.pages.applicant.starting import draft_shown
from motcua.pages.components import chips
from motcua.pages.explaining import sentences
from motcua.pages.revocations import revocation
from motcua.pages.saying import format_weekday_date
from motcua.procedures import queries as procedures
from motcua.receipts import queries as receipts
from motcua.vietnamese import mask_phone

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

OLDER = "truoc"


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I must do first, then drafts to resume, then dossiers under way, then those that are done."""
    by, now = request.authority, timezone.now()  # type: ignore[attr-defined]
    found = dossiers.mine(by, before=_cursor(request.GET.get(OLDER, "")))
    todo: list[dict[str, Any]] = []
    under_way: list[dict[str, Any]] = []
    closed: list[dict[str, Any]] = []
    for dossier in found.dossiers:
        shown = _in_list(dossier, now, found.answer_by.get(dossier.pk))
        (under_way if dossier.is_open or dossier.state == State.RESOLVED else closed).append(shown)
        if shown["task"]:
            todo.append(shown)
    context = {
        "section": "mine",
        "unread": unread(by),
        "todo": todo,
        "drafts": [draft_shown(one) for one in found.drafts],
        "open_dossiers": under_way,
        "closed_dossiers": closed,
        "older_url": f"?{OLDER}={found.next}" if found.next else "",
    }
    return render(request, "applicant/dossiers.html", context)


def _cursor(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _in_list(dossier: Any, now: datetime, answer_by: datetime | None) -> dict[str, Any]:
    definition = catalogue_words.read(procedures.version(dossier.version_id).definition)
    url = reverse("applicant:dossier", args=[dossier.pk])
    task, action, place, by = "", "", url, ""
    if dossier.state == State.AWAITING_SUPPLEMENT:
        task, action = _("Bổ sung hồ sơ"), _("Xem cần bổ sung gì")
        place = reverse("applicant:supplement", args=[dossier.pk])
        by = words.moment(answer_by)
    elif dossier.state == State.AWAITING_OBLIGATION:
        task, action = _("Nộp tiền"), _("Xem phải nộp bao nhiêu")
    elif dossier.state == State.RESOLVED:
        task, action = _("Nhận kết quả"), _("Xem nhận ở đâu")
    name = definition.short_name
    return {
        "title": f"{name}: {dossier.title}" if dossier.title else name,
        "code": dossier.code,
        "url": url,
        "task_url": place,
        "words": _in_words(dossier),
        "chip": telling.due_chip(dossier, now),
        "task": task,
        "action": action,
        "by": by,
    }


def _in_words(dossier: Any) -> str:
    said = str(chips.state(dossier.state).words)
    if not dossier.is_open or dossier.is_paused:
        return said
    day = format_weekday_date(timezone.localtime(dossier.due_at))
    promised = _("hẹn trả %s") if dossier.received_at else _("dự kiến có kết quả %s")
    return f"{said} · {promised % day}"


def page_of(request: HttpRequest, dossier_id: UUID) -> Any:
    """The person's own dossier, whole; somebody else's is 404, also for an officer: their pages are elsewhere."""
    by = request.authority  # type: ignore[attr-defined]
    try:
        page = catalogue_words.dossier_page(by, dossier_id, timezone.now())
    except NotFound:
        raise Http404 from None
    if not dossiers.is_applicant(by, page.dossier):
        raise Http404
    return page


@never_cache
@require_safe
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One dossier for its owner: what to do, where it is, why the date is what it is, what was declared, who looked."""
    page, now = page_of(request, dossier_id), timezone.now()
    own, by = page.dossier, request.authority  # type: ignore[attr-defined]
    verbs = permissions.allowed_verbs(by, own, page.definition)
    context = {
        "section": "mine",
        "code": own.code,
        "headline": telling.headline(page),
        "for_whom": words.for_whom(own, by.account_id),
        "state_chip": chips.state(own.state),
        "due_chip": telling.due_chip(own, now),
        "tasks": telling.tasks(page, verbs),
        "facts": telling.facts(page),
        "results": [
            words.file_shown(one) for one in page.attachments if one.stream == "result" and telling.has_result(own)
        ],
        "revoked": _revocation(own),
        "steps": telling.timeline(page),
        "sentences": [] if telling.ended_without_result(own) else sentences(page.explanation),
        "sections": telling.declared(page),
        "files": [words.file_shown(one) for one in page.attachments if one.stream in ("submitted", "supplement")],
        "history": telling.history(page),
        "views_url": reverse("applicant:views", args=[own.pk]),
        "office": own.unit,
        "papers": papers_given(request, own),
        "lookup_url": reverse("public:progress", args=[own.code]),
        "contact_url": reverse("applicant:contact", args=[own.pk]) if actions.may_mend_contact(own) else "",
        "withdraw_url": reverse("applicant:withdraw", args=[own.pk]) if Verb.WITHDRAW in verbs else "",
        "again_url": telling.again_url(own),
        "seen_at": _("Xem lúc %s.") % words.moment(now),
    }
    return render(request, "applicant/dossier.html", context)


def _revocation(own: Dossier) -> str:
    if State(own.state) not in (State.RESOLVED, State.RETURNED):
        return ""
    taken_back = receipts.revoked_result(own.pk)
    return revocation(taken_back) if taken_back is not None else ""


@never_cache
@require_safe
def views(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Which officers have looked at the owner's personal data, and when (Personal Data Protection Law 91/2025/QH15)."""
    by = request.authority  # type: ignore[attr-defined]
    try:
        own = dossiers.dossier_for(by, dossier_id)
        found = dossiers.views_of(by, dossier_id) if dossiers.is_applicant(by, own) else None
    except NotFound:
        raise Http404 from None
    if found is None:
        raise Http404
    context = {
        "section": "mine",
        "code": own.code,
        "views": [
            {
                "who": one.name,
                "why": words.looked_at(one.what),
                "purpose": _("Mục đích: %(purpose)s") % {"purpose": one.purpose} if one.purpose else "",
                "note": f"{one.unit_name}, {words.moment(one.at)}",
            }
            for one in found
        ],
        "back_url": reverse("applicant:dossier", args=[dossier_id]),
    }
    return render(request, "applicant/views.html", context)


@never_cache
@require_safe
def confirmation(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """We have it, with proof: code, time, office, expected date, what happens next. The same however often opened."""
    page = page_of(request, dossier_id)
    own = page.dossier
    lookup = reverse("public:progress", args=[own.code])
    said = _("%(office)s đã nhận lúc %(at)s.") % {"office": own.unit.name, "at": words.moment(own.submitted_at)}
    if own.owner_phone:
        said += " " + _("Mã này được nhắn đến số %s.") % mask_phone(own.owner_phone)
    context = {
        "section": "mine",
        "title": _("Đã nộp hồ sơ"),
        "code_label": _("Mã hồ sơ của bạn"),
        "code": own.code,
        "text": said,
        "qr": _qr(f"{settings.BASE_URL}{lookup}"),
        "qr_words": _("Quét để theo dõi"),
        "facts": telling.facts(page),
        "follow_url": reverse("applicant:dossier", args=[own.pk]),
        "receipt_url": next((one["url"] for one in papers_given(request, own)), ""),
        "lookup_url": lookup,
        "steps": [telling.submitted_step(own), *telling.coming_steps(page)],
        "sentences": sentences(page.explanation),
        "office": own.unit,
    }
    return render(request, "applicant/confirmation.html", context)


def papers_given(request: HttpRequest, own: Any) -> list[dict[str, str]]:
    """The numbered papers given out for a dossier, each kind once, as downloads."""
    given = receipts.papers_of(request.authority, own.pk)  # type: ignore[attr-defined]
    # The form as filled in is made when it is fetched.
    kinds = {one.kind: one.title for one in given if one.kind != "declaration"} | {"declaration": _("Tờ khai đã điền")}
    return [
        {"title": title.capitalize(), "url": reverse("applicant:paper", args=[own.pk, kind])}
        for kind, title in kinds.items()
    ]


def _qr(address: str) -> SafeString:
    """A QR code drawn into the page; the drawing holds nothing but our own address and words."""
    drawing = segno.make(address, error="m").svg_inline(scale=4, border=1, omitsize=True, svgclass=None, lineclass=None)
    said = format_html('<svg width="150" height="150" role="img" aria-label="{}" ', _("Mã QR mở trang theo dõi hồ sơ"))
    return mark_safe(drawing.replace("<svg ", said, 1))  # noqa: S308
