"""One's own documents: what was sent and received with earlier dossiers, to fetch, to use again, to put away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.pages.applicant import words
from motcua.pages.components.asking import size_words
from motcua.pages.saying import format_date, said
from motcua.receipts import queries as receipts
from motcua.vietnamese import search_key

# More than this under one paper is a list to search in, not to choose from.
OFFERED = 8


@never_cache
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Results, papers sent, and receipts of all one's dossiers, newest first."""
    by = request.authority  # type: ignore[attr-defined]
    found = [document_shown(one) for one in dossiers.documents_of(by)]
    context = {
        "section": "mine",
        "results": [one for one in found if one["is_result"]],
        "sent": [one for one in found if not one["is_result"]],
        "receipts": _by_dossier(receipts.papers_given_to(by)),
    }
    return render(request, "applicant/documents.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def put_away(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Take a document out of one's own, after asking; the dossiers that hold it keep it."""
    by, back = request.authority, reverse("applicant:documents")  # type: ignore[attr-defined]
    try:
        document = dossiers.document_of(by, document_id)
        if request.method == "POST":
            actions.put_away(document_id, by=by, at=timezone.now())
            messages.success(request, _("Đã bỏ khỏi Giấy tờ của tôi. Hồ sơ đã nộp vẫn giữ giấy này."))
            return HttpResponseRedirect(back)
    except NotFound:
        raise Http404 from None
    context = {"section": "mine", "document": document_shown(document), "back_url": back}
    return render(request, "applicant/put_away.html", context)


def document_shown(document: dossiers.Document) -> dict[str, Any]:
    """A document as lists show it: what it is, since when, from where, until when it is valid."""
    day = format_date(timezone.localdate(document.since))
    about = {"day": day, "procedure": said(document.procedure), "code": document.dossier_code}
    source = _("Nhận ngày %(day)s, hồ sơ %(procedure)s %(code)s") if document.is_result else ""
    source = source or _("Gửi ngày %(day)s, hồ sơ %(procedure)s %(code)s")
    return {
        "id": str(document.id),
        "kind": document.kind,
        "is_result": document.is_result,
        "file": f"{document.filename}, {size_words(document.size)}",
        "source": source % about,
        "validity": validity(document),
        "is_valid": document.is_valid(timezone.localdate()),
        "icon": "badge-check" if document.is_result else _icon(document.media_type),
        "url": reverse("applicant:download", args=[document.id]),
        "put_away_url": reverse("applicant:put_away", args=[document.id]),
    }


def validity(document: dossiers.Document) -> str:
    """How long it may be handed in, as far as is known."""
    if document.valid_until is None:
        return _("Không ghi thời hạn")
    day = format_date(document.valid_until)
    return (_("Có giá trị đến %s") if document.is_valid(timezone.localdate()) else _("Đã hết hạn %s")) % day


def _icon(media_type: str) -> str:
    return "file-image" if media_type.startswith("image/") else "file-text"


def _by_dossier(found: Iterable[Any]) -> list[dict[str, Any]]:
    """The papers an office gave out, under the dossier each belongs to, in the order of the newest."""
    dossiers_found: dict[UUID, dict[str, Any]] = {}
    for one in found:
        head = {"name": said(one.data["procedure"]), "code": one.data["code"], "papers": []}
        dossiers_found.setdefault(one.dossier_id, head)["papers"].append(_receipt_shown(one))
    return list(dossiers_found.values())


def _receipt_shown(receipt: Any) -> dict[str, str]:
    return {
        "title": receipt.title.capitalize(),
        "note": _("Cấp %s") % words.moment(receipt.issued_at),
        "url": reverse("applicant:paper", args=[receipt.dossier_id, receipt.kind]),
    }


def offered_for(found: Iterable[dossiers.Document], key: str, name: str, taken: set[str]) -> list[dict[str, Any]]:
    """The documents offered under one paper: likely ones first, what is handed in there already left out."""
    wanted = set(search_key(name).split())

    def unlike(document: dossiers.Document) -> tuple[bool, int]:
        shared = len(wanted & set(search_key(document.kind).split()))
        return document.kind_key != key, -shared

    chosen = sorted((one for one in found if one.sha256 not in taken), key=unlike)
    return [document_shown(one) for one in chosen[:OFFERED]]


def take_reused(request: HttpRequest, keys: list[str], keep: Callable[[str, UUID], Any]) -> dict[str, str]:
    """Hand the document chosen with "Dùng giấy này" to `keep`; what was refused, by input name.

    The button's value is the paper's key and the document's id.
    """
    key, _sign, wanted = request.POST.get("_reuse", "").partition(":")
    if not wanted or key not in keys:
        return {}
    try:
        keep(key, UUID(wanted))
    except (ValueError, NotFound):
        return {f"paper.{key}": _("Giấy này không còn trong Giấy tờ của bạn. Chọn tệp khác.")}
    except (Invalid, NotAllowed) as refusal:
        return {f"paper.{key}": refusal.message}
    return {}
