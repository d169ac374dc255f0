"""Answering a supplement request, each thing at its place, and asking to withdraw."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from motcua.dossiers import actions, permissions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Changed, Invalid, NotAllowed
from motcua.dossiers.rules.states import Verb
from motcua.pages import interrupted
from motcua.pages.applicant import documents, words
from motcua.pages.applicant.application import typed_number
from motcua.pages.applicant.following import page_of
from motcua.pages.applicant.papers import paper_shown, summary_errors, take_out, take_uploads, unsent_files
from motcua.pages.components.asking import questions, typed_of, with_row_added, with_row_removed
from motcua.pages.components.fields import FieldShown
from motcua.pages.saying import said
from motcua.procedures import queries as procedures
from motcua.procedures.rules.kinds import KINDS
from motcua.procedures.rules.messages import FieldError

NOTE_AT_MOST = 2000


@interrupted.comes_back_by_itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What is asked for, each at its place: files for papers, corrected answers for questions, a note for the rest.

    One form carries everything, so that sending a file never loses an answer typed beside it.
    """
    page = page_of(request, dossier_id)
    back = reverse("applicant:dossier", args=[dossier_id])
    asked = page.open_supplement
    if asked is None or Verb.ANSWER_SUPPLEMENT not in permissions.allowed_verbs(
        request.authority,  # type: ignore[attr-defined]
        page.dossier,
        page.definition,
    ):
        messages.info(request, _("Hồ sơ này không còn chờ bạn bổ sung gì."))
        return HttpResponseRedirect(back)
    if request.method != "POST":
        return _supplement_page(request, page, notice=unsent_files(request))
    typed = {name: list(values) for name, values in request.POST.lists()}
    errors = take_uploads(
        request,
        _asked_papers(asked),
        lambda key, upload: actions.attach_to_dossier(
            dossier_id,
            by=request.authority,  # type: ignore[attr-defined]
            at=timezone.now(),
            paper_key=key,
            file=upload,
            stream="supplement",
        ),
    )
    errors |= documents.take_reused(
        request,
        _asked_papers(asked),
        lambda key, document_id: actions.reuse_in_supplement(
            dossier_id,
            by=request.authority,  # type: ignore[attr-defined]
            at=timezone.now(),
            paper_key=key,
            document_id=document_id,
        ),
    )
    take_out(request, request.POST.get("_take_out", ""))
    interrupted.forget(request)
    if "_send" not in request.POST or errors:
        typed = _rows_changed(page, asked, typed)
        return _supplement_page(request, page_of(request, dossier_id), typed, errors)
    return _send(request, page, typed, back)


def _send(request: HttpRequest, page: Any, typed: dict[str, list[str]], back: str) -> HttpResponse:
    answers, wrong = _corrected(page, typed)
    if wrong:
        return _supplement_page(request, page, typed, field_errors=wrong)
    try:
        actions.answer_supplement(
            page.dossier.pk,
            by=request.authority,  # type: ignore[attr-defined]
            at=timezone.now(),
            key=key_of(request),
            expected_lock=typed_number(request.POST, "lock"),
            answers=answers or None,
            note=_clean_note(typed),
        )
    except Changed:
        fresh = page_of(request, page.dossier.pk)
        if fresh.open_supplement is None:
            messages.info(request, _("Hồ sơ đã được bổ sung ở một cửa sổ khác."))
            return HttpResponseRedirect(back)
        return _supplement_page(request, fresh, typed, notice=changed_notice())
    except Invalid as refusal:
        return _supplement_page(request, page, typed, refusal.detail.get("errors") or {"note": refusal.message})
    except NotAllowed as refusal:
        messages.warning(request, said(refusal.message))
        return HttpResponseRedirect(back)
    messages.success(request, _("Đã gửi bổ sung. Hồ sơ của bạn được xử lý tiếp."))
    return HttpResponseRedirect(back)


def _supplement_page(
    request: HttpRequest,
    page: Any,
    typed: dict[str, list[str]] | None = None,
    errors: dict[str, str] | None = None,
    field_errors: list[FieldError] | None = None,
    notice: dict[str, str] | None = None,
) -> HttpResponse:
    asked, own, errors = page.open_supplement, page.dossier, errors or {}
    if typed is None:
        typed = interrupted.typed_before(request)
        if typed is not None and notice is None:
            notice = {
                "title": _("Bạn đã đăng nhập lại; những gì vừa điền còn nguyên."),
                "text": _("Xem lại rồi bấm “Gửi bổ sung”."),
            }
    found = summary_errors(errors) + (field_errors or [])
    answer_by = words.moment(asked.answer_by)
    lead = _("Gửi đủ những thứ dưới đây trong một lần. Trong lúc chờ bạn, thời gian làm hồ sơ được tạm dừng.")
    context = {
        "section": "mine",
        "code": own.code,
        "lead": f"{lead} {_('Hạn: %s.') % answer_by}" if answer_by else lead,
        "reason": asked.reason,
        "papers": _papers(page, errors, dossiers.documents_of(request.authority)),  # type: ignore[attr-defined]
        "questions": _questions(page, typed, found),
        "others": [
            {"name": words.asked_name(item, page.definition), **_why(item, number)}
            for number, item in enumerate(asked.items, 1)
            if not item.get("paper") and not item.get("field")
        ],
        "note_question": _note(typed or {}, errors.get("note", "")),
        "accepts": words.accepts(),
        "key": str((typed or {}).get("key", [""])[0] or uuid7()),
        "lock": own.lock,
        "errors": found,
        "notice": notice,
        "back_url": reverse("applicant:dossier", args=[own.pk]),
    }
    return render(request, "applicant/supplement.html", context)


def _papers(page: Any, errors: dict[str, str], own: list[dossiers.Document]) -> list[dict[str, Any]]:
    asked, found = page.open_supplement, []
    for number, item in enumerate(asked.items, 1):
        key = item.get("paper")
        if not key:
            continue
        files = [
            one
            for one in page.attachments
            if one.stream == "supplement" and one.paper_key == key and one.uploaded_at >= asked.requested_at
        ]
        shown = paper_shown(
            key, words.asked_name(item, page.definition), "", files, errors.get(f"paper.{key}", ""), own=own
        )
        found.append({**shown, **_why(item, number)})
    return found


def _questions(page: Any, typed: dict[str, list[str]] | None, errors: list[FieldError]) -> list[dict[str, Any]]:
    asked, found = page.open_supplement, []
    context = procedures.form_context(page.definition, on=timezone.localdate())
    for number, item in enumerate(asked.items, 1):
        field = page.definition.form.field(item["field"]) if item.get("field") else None
        if field is None:
            continue
        shown = typed if typed is not None else typed_of([field], page.dossier.answers)
        question = questions([field], typed=shown, errors=errors, context=context)[0]
        found.append({"name": field.label, "anchor": f"o-{field.id}", "question": question, **_why(item, number)})
    return found


def _why(item: dict[str, str], number: int) -> dict[str, Any]:
    reason = str(words.SUPPLEMENT_REASONS.get(item.get("reason", ""), ""))
    return {"number": number, "reason": reason, "text": item.get("text", "")}


def _corrected(page: Any, typed: dict[str, list[str]]) -> tuple[dict[str, Any], list[FieldError]]:
    """The asked answers as they read now, only those that differ; and what is wrong with what was typed."""
    plain = procedures.form_context(page.definition, on=timezone.localdate())
    context = words.with_files(plain, page.attachments)  # an answer names no file but the dossier's own
    answers: dict[str, Any] = {}
    errors: list[FieldError] = []
    for item in page.open_supplement.items:
        field = page.definition.form.field(item["field"]) if item.get("field") else None
        if field is None or not KINDS[field.kind].asks:
            continue
        cleaned = KINDS[field.kind].clean(field, typed, field.id, context)
        errors += cleaned.errors
        if not cleaned.errors and cleaned.value != page.dossier.answers.get(field.id):
            answers[field.id] = cleaned.value
    return answers, errors


def _rows_changed(page: Any, asked: Any, typed: dict[str, list[str]]) -> dict[str, list[str]]:
    fields = [page.definition.form.field(item["field"]) for item in asked.items if item.get("field")]
    groups = {field.id: field for field in fields if field is not None and field.kind == "group"}
    add, remove = typed.get("_add", [""])[0], typed.get("_remove", [""])[0]
    if add in groups:
        return with_row_added(typed, groups[add])
    return with_row_removed(typed, remove) if remove.partition(".")[0] in groups else typed


def _asked_papers(asked: Any) -> list[str]:
    return [item["paper"] for item in asked.items if item.get("paper")]


def _note(typed: dict[str, list[str]], error: str) -> FieldShown:
    return FieldShown(
        "note",
        "long_text",
        _("Ghi chú cho cán bộ"),
        hint=_("Có thứ gì không thể bổ sung, hãy nói lý do ở đây."),
        required=False,
        value=typed.get("note", [""])[0],
        error=error,
    )


def _clean_note(typed: dict[str, list[str]]) -> str:
    text = typed.get("note", [""])[0].replace("\0", "").strip()
    return text[:NOTE_AT_MOST]


@interrupted.comes_back_by_itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Ask to withdraw, with a reason; an officer answers it."""
    page = page_of(request, dossier_id)
    by, back = request.authority, reverse("applicant:dossier", args=[dossier_id])  # type: ignore[attr-defined]
    typed = dict(request.POST.lists()) if request.method == "POST" else interrupted.typed_before(request) or {}
    error, notice = "", None
    if request.method == "POST":
        interrupted.forget(request)
        try:
            actions.withdraw(
                dossier_id,
                by=by,
                at=timezone.now(),
                key=key_of(request),
                expected_lock=typed_number(request.POST, "lock"),
                reason=typed.get("reason", [""])[0].replace("\0", "").strip()[:NOTE_AT_MOST],
            )
        except Changed:
            page, notice = page_of(request, dossier_id), changed_notice()
        except Invalid as refusal:
            error = refusal.detail.get("errors", {}).get("reason", refusal.message)
        except NotAllowed as refusal:
            messages.warning(request, said(refusal.message))
            return HttpResponseRedirect(back)
        else:
            messages.success(request, _("Đã gửi đề nghị rút hồ sơ. Cơ quan sẽ trả lời bạn."))
            return HttpResponseRedirect(back)
    elif Verb.WITHDRAW not in permissions.allowed_verbs(by, page.dossier, page.definition):
        messages.info(request, _("Hồ sơ này không rút được nữa."))
        return HttpResponseRedirect(back)
    question = FieldShown(
        "reason", "long_text", _("Vì sao bạn rút hồ sơ?"), value=typed.get("reason", [""])[0], error=error
    )
    context = {
        "section": "mine",
        "code": page.dossier.code,
        "question": question,
        "errors": summary_errors({"reason": error} if error else {}),
        "key": typed.get("key", [""])[0] or str(uuid7()),
        "lock": page.dossier.lock,
        "notice": notice,
        "back_url": back,
    }
    return render(request, "applicant/withdraw.html", context)


def changed_notice() -> dict[str, str]:
    """The dossier moved on since the page was opened; what was typed is still here."""
    return {
        "title": _("Hồ sơ vừa có thay đổi sau khi bạn mở trang này."),
        "text": _("Những gì bạn điền vẫn còn. Xem lại rồi bấm gửi lần nữa."),
    }


def key_of(request: HttpRequest) -> UUID:
    """The form's idempotency key; a fresh one where somebody wrote something else into it."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()
