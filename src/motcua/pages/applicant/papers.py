"""Papers of an application: every file that arrives is kept at once, whatever is wrong with the next one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.pages import interrupted
from motcua.pages.applicant import documents, words
from motcua.pages.applicant.application import DELIVERY, PAPERS, Application, with_application
from motcua.pages.components.asking import size_words
from motcua.procedures.rules.messages import FieldError, Message


@interrupted.comes_back_by_itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_application
def papers(request: HttpRequest, application: Application) -> HttpResponse:
    """Show the papers wanted, take the files chosen, take one out, or go on."""
    if request.method != "POST":
        return _shown(request, application, {}, notice=unsent_files(request))
    uploadable = [one.paper.key for one in application.needed if one.uploadable]
    errors = take_uploads(
        request,
        uploadable,
        lambda key, upload: actions.attach(
            application.draft.pk,
            by=request.authority,  # type: ignore[attr-defined]
            at=timezone.now(),
            paper_key=key,
            file=upload,
        ),
    )
    errors |= documents.take_reused(
        request,
        uploadable,
        lambda key, document_id: actions.reuse(
            application.draft.pk,
            by=request.authority,  # type: ignore[attr-defined]
            at=timezone.now(),
            paper_key=key,
            document_id=document_id,
        ),
    )
    take_out(request, request.POST.get("_take_out", ""))
    _give_up(request)
    application.forget_files()
    interrupted.forget(request)
    pressed = request.POST.get("_upload", "") or request.POST.get("_reuse", "").partition(":")[0]
    if "_next" in request.POST and not errors:
        errors = {f"paper.{one.paper.key}": _("Chưa có: %s.") % one.paper.name for one in application.missing_papers}
        if not errors:
            actions.save_page(
                application.draft.pk,
                by=request.authority,  # type: ignore[attr-defined]
                at=timezone.now(),
                page_key=PAPERS,
            )
            return HttpResponseRedirect(application.url(DELIVERY))
    elif request.POST.get("_upload", "") in uploadable and not errors and not request.FILES:
        errors = {f"paper.{pressed}": _("Bạn chưa chọn tệp nào. Bấm ô chọn tệp, chọn ảnh, rồi bấm “Gửi tệp này”.")}
    if errors:
        return _shown(request, application, errors)
    place = f"#o-{pressed}" if pressed in uploadable else ""
    return HttpResponseRedirect(application.url(PAPERS) + place)


def take_uploads(request: HttpRequest, keys: list[str], keep: Any) -> dict[str, str]:
    """Hand every file chosen for the papers `keys` to `keep`; what was refused, by input name."""
    errors: dict[str, str] = {}
    for key in keys:
        for upload in request.FILES.getlist(f"paper.{key}"):
            try:
                keep(key, upload)
            except (Invalid, NotAllowed) as refusal:
                errors[f"paper.{key}"] = refusal.message
    return errors


def take_out(request: HttpRequest, wanted: str) -> None:
    """Take a file out; one that is gone already is no trouble."""
    try:
        actions.detach(UUID(wanted), by=request.authority, at=timezone.now())  # type: ignore[attr-defined]
    except (ValueError, NotFound, NotAllowed):
        return


def _give_up(request: HttpRequest) -> None:
    """Let go of a file that stopped half-way; one that is gone already is no trouble."""
    try:
        wanted = UUID(request.POST.get("_give_up", ""))
        actions.end_upload(wanted, by=request.authority, at=timezone.now())  # type: ignore[attr-defined]
    except (ValueError, NotFound):
        return


def unsent_files(request: HttpRequest) -> dict[str, str] | None:
    """Words about files that were chosen when the session had ended: they have to be chosen again."""
    waiting = interrupted.waiting(request)
    if waiting is None or waiting.path != request.get_full_path() or not waiting.files:
        return None
    names = ", ".join(f"“{name}”" for name in waiting.files)
    return {
        "title": _("Bạn đã đăng nhập lại."),
        "text": _("Tệp %s chưa gửi được; hãy chọn lại. Các tệp gửi trước đó còn nguyên.") % names,
    }


def paper_shown(
    key: str,
    name: str,
    note: str,
    files: list[Any],
    error: str,
    *,
    required: bool = True,
    own: Iterable[dossiers.Document] = (),
) -> dict[str, Any]:
    """One paper as the pages show it: what it is, its files, what is wrong, and which of one's `own` documents fit."""
    return {
        "key": key,
        "anchor": f"o-{key}",
        "name": name,
        "note": note,
        "required": required,
        "files": [words.file_shown(one) for one in files],
        "error": error,
        "offered": documents.offered_for(own, key, name, {one.sha256 for one in files}),
        "under_way": [],
        "upload_to": "",
        "bridge_url": "",
        "arrange_url": "",
        "arrange_words": "",
    }


def summary_errors(errors: dict[str, str]) -> list[FieldError]:
    """Refusals by input name, as the error summary lists them."""
    return [FieldError(name, name, Message("refused", text.replace("%", "%%"))) for name, text in errors.items()]


def _ways(application: Application, key: str, under_way: list[dossiers.UnderWay]) -> dict[str, Any]:
    """How a paper of a draft may come, beside the plain form: in pieces, and what stopped half-way."""
    pages = [one for one in application.files if one.paper_key == key and one.media_type.startswith("image/")]
    places = [application.draft.pk, key]
    said = _("Mới gửi được %(there)s trong %(size)s. Chọn lại đúng tệp này để gửi tiếp phần còn lại.")
    return {
        "upload_to": reverse("applicant:begin_upload", args=places),
        "bridge_url": reverse("applicant:bridge", args=places),
        "arrange_url": reverse("applicant:arrange", args=places) if pages else "",
        "arrange_words": _("Xếp trang, cắt, gộp thành một tệp") if len(pages) > 1 else _("Xoay, cắt ảnh"),
        "under_way": [
            {
                "id": str(one.id),
                "name": one.filename,
                "words": said % {"there": size_words(one.arrived), "size": size_words(one.size)},
            }
            for one in under_way
        ],
    }


def _shown(
    request: HttpRequest, application: Application, errors: dict[str, str], notice: dict[str, str] | None = None
) -> HttpResponse:
    wanted, presented = [], []
    under_way = dossiers.uploads_under_way(application.draft, timezone.now())
    # Whoever helps sees nothing of the citizen's own store, and hands in nothing of theirs.
    own = [] if application.is_helped else dossiers.documents_of(request.authority)  # type: ignore[attr-defined]
    for one in application.needed:
        paper = one.paper
        if not one.uploadable:
            presented.append({"name": paper.name, "note": paper.note})
            continue
        files = [file for file in application.files if file.paper_key == paper.key]
        error = errors.get(f"paper.{paper.key}", "")
        shown = paper_shown(paper.key, paper.name, paper.note, files, error, required=paper.required, own=own)
        wanted.append(
            shown | _ways(application, paper.key, [file for file in under_way if file.paper_key == paper.key])
        )
    context = application.frame(
        request,
        PAPERS,
        papers=wanted,
        presented=presented,
        accepts=words.accepts(),
        errors=summary_errors(errors),
        notice=notice,
    )
    return render(request, "applicant/papers.html", context)
