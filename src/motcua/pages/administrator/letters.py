"""Messages that were given up: seen with the address masked, sent again, or let be."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from motcua.correspondence import actions, queries
from motcua.correspondence.rules.wording import masked
from motcua.pages.components.typed_words import as_typed

from . import forms
from .access import authority_of, for_administrators, now, said_moment, sent, typed
from .changing import either
from .frame import AFTER, Cell, Listing, Text, ask, done, next_address, show_list, tried

CHANNELS: dict[str, Text] = {"sms": _lazy("Tin nhắn"), "email": _lazy("Thư điện tử"), "in_app": _lazy("Tin trên trang")}
SIZE = 50


@require_safe
@for_administrators
def letters(request: HttpRequest) -> HttpResponse:
    """The failed messages of the subtree's offices, newest first."""
    found = queries.dead_letters_administered(authority_of(request), after=typed(request, AFTER), size=SIZE + 1)
    listing = Listing(
        title=_("Tin chưa gửi được"),
        columns=[_("Lúc"), _("Hồ sơ"), _("Gửi đến"), _("Vì sao chưa được"), "", ""],
        rows=[_row(one) for one in found[:SIZE]],
        next_url=next_address(request, str(found[SIZE - 1].pk) if len(found) > SIZE else ""),
        empty_title=_("Mọi tin đều gửi được"),
        empty_text=_("Tin gửi nhiều lần không được sẽ hiện ở đây để bạn gửi lại."),
    )
    return show_list(request, "letters", listing)


def _row(one: Any) -> list[Cell]:
    return [
        Cell(said_moment(one.created_at)),
        Cell(one.dossier.code if one.dossier else ""),
        Cell(masked(one.address), note=CHANNELS.get(one.channel, one.channel)),
        Cell(as_typed(one.last_error), note=_("thử %(times)s lần") % {"times": one.attempts}),
        Cell(_("Gửi lại"), reverse("administrator:letter", args=[one.pk, "gui-lai"])),
        Cell(_("Thôi gửi"), reverse("administrator:letter", args=[one.pk, "thoi"])),
    ]


@either
@for_administrators
def letter(request: HttpRequest, message_id: UUID, what: str) -> HttpResponse:
    """Send one again, or give it up for good, with the reason."""
    if what not in ("gui-lai", "thoi"):
        raise Http404
    by, at, again = authority_of(request), now(), what == "gui-lai"
    one = queries.dead_letter_administered(by, message_id)
    if one is None:
        raise Http404
    form = forms.Reason(sent(request))
    act = actions.resend_administered if again else actions.give_up

    if request.method == "POST" and tried(form, lambda given: act(one.pk, by=by, at=at, reason=given["reason"])):
        words = _("Đã đưa tin về hàng chờ gửi.") if again else _("Tin này không gửi nữa.")
        return done(request, words, reverse("administrator:letters"))
    return ask(
        request,
        "letters",
        form,
        title=_("Gửi lại tin") if again else _("Thôi gửi tin"),
        facts=[(_("Gửi đến"), masked(one.address)), (_("Vì sao chưa được"), as_typed(one.last_error))],
        intro=_("Sửa nguyên nhân trước rồi hãy gửi lại.") if again else _("Hãy báo cho người nộp bằng cách khác."),
        button=_("Gửi lại") if again else _("Thôi gửi"),
        grave=not again,
        back=reverse("administrator:letters"),
    )
