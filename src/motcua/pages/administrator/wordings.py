"""The words of every kind of message: edited with a preview of each form, tried on oneself, brought back."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from motcua.accounts.rules.logins import phone_number
from motcua.accounts.rules.refusals import AccountRefusal
from motcua.correspondence import loading
from motcua.correspondence.actions import rewording
from motcua.correspondence.queries.wordings import Wording, numbers, versions_of, wording_now
from motcua.correspondence.rules import samples
from motcua.correspondence.rules.lengths import composed, measured
from motcua.correspondence.rules.refusals import BadWording, CorrespondenceRefusal
from motcua.correspondence.rules.texts import CODES, FIELDS, FIELDS_OF_CODE, FIELDS_OF_SMS, ONLY_SMS, Mistake, Text
from motcua.correspondence.rules.texts import mistakes as mistakes_of
from motcua.correspondence.rules.wording import Words, short_text, worded
from motcua.pages.components.typed_words import as_typed
from motcua.pages.saying import format_money, said
from motcua.pages.staff.inputs import Line
from motcua.pages.staff.inputs import Words as Lines

from .access import authority_of, for_the_whole_tree, now, said_moment, sent
from .changing import either
from .forms import Choice, Reason
from .frame import Cell, Listing, ask, done, frame, show_list, tried
from .frame import Text as Said
from .letters import KINDS

LANGUAGES: dict[str, Said] = {"vi": _lazy("Tiếng Việt"), "en": _lazy("Tiếng Anh")}
TONES: list[tuple[str, Said]] = [
    ("", _lazy("Không có")),
    ("done", _lazy("Xanh: đã xong")),
    ("waiting", _lazy("Tím: chờ người dân")),
    ("late", _lazy("Đỏ: chậm, xin lỗi")),
]
# What each rule says that a template broke.
RULES: dict[str, Said] = {
    "how_many": _lazy("Cần từ một đến %(about)s mục."),
    "too_long": _lazy("Dài quá: nhiều nhất %(about)s ký tự."),
    "unknown_field": _lazy("Không có chỗ điền tên {%(about)s} ở mục này."),
    "braces": _lazy("Có dấu ngoặc nhọn lẻ, hoặc ngoặc không chứa tên một chỗ điền."),
    "code_without_address": _lazy("Tin có mã dùng một lần phải có {code} và không được có đường dẫn."),
    "asks_for_secret": _lazy("Tin nhắn không được nhắc đến mật khẩu hay mã dùng một lần."),
    "empty": _lazy("Hãy ghi mục này."),
    "one_line": _lazy("Chỉ viết một dòng."),
    "names_code": _lazy("Tiêu đề phải có {code}."),
    "unknown": _lazy("Hãy chọn một mục."),
    "row_shape": _lazy("Mỗi dòng có dạng Nhãn: nội dung."),
}


class Edited(forms.Form):
    """A template as one types it."""

    subject = Line(label=_lazy("Tiêu đề thư"), max_length=150)
    tag = Line(label=_lazy("Nhãn trên thư"), max_length=30, required=False)
    tone = Choice(label=_lazy("Màu của nhãn"), choices=TONES, required=False)
    heading = Line(label=_lazy("Dòng đầu thư"), max_length=150)
    opening = Lines(label=_lazy("Mở đầu"), rows=2, max_length=600)
    rows = Lines(
        label=_lazy("Các dòng chi tiết"),
        rows=4,
        required=False,
        help_text=_lazy("Mỗi dòng một mục, dạng Nhãn: nội dung; mục không có nội dung thì thư bỏ qua"),
    )
    link = Line(label=_lazy("Chữ trên nút"), max_length=60)
    closing = Lines(label=_lazy("Kết"), rows=3, required=False, max_length=600)
    sms = Lines(
        label=_lazy("Tin nhắn"),
        rows=5,
        help_text=_lazy("Mỗi dòng một cách nói, từ đủ nhất đến ngắn nhất; chương trình gửi cách đầu tiên vừa một tin"),
    )
    reason = Line(
        label=_lazy("Vì sao sửa"), required=False, max_length=300, help_text=_lazy("Ghi vào nhật ký quản trị")
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    phone = Line(label=_lazy("Gửi thử đến số"), required=False, max_length=40)
    email = Line(label=_lazy("Gửi thử đến thư"), required=False, max_length=254)

    def __init__(self, *args: Any, only_sms: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if only_sms:
            for name in ("subject", "tag", "tone", "heading", "opening", "rows", "link", "closing", "email"):
                del self.fields[name]

    def text(self) -> Text:
        """The template that was typed. The form must be valid."""
        given = self.cleaned_data
        rows = tuple(_row(line) for line in _lines(given.get("rows", "")))
        words = {name: composed(given.get(name, "")).strip() for name in _WORDS}
        if "link" not in self.fields:
            words["link"] = Text().link
        return Text(rows=rows, sms=tuple(_lines(given["sms"])), **words)


_WORDS = ("subject", "heading", "opening", "link", "closing", "tag", "tone")


def _lines(typed: str) -> list[str]:
    return [composed(line).strip() for line in typed.splitlines() if line.strip()]


def _row(line: str) -> tuple[str, str]:
    label, _colon, value = line.partition(":")
    return label.strip(), value.strip()


def _typed(found: Wording) -> dict[str, Any]:
    text = found.text
    return {
        **{name: getattr(text, name) for name in _WORDS},
        "rows": "\n".join(f"{label}: {value}" for label, value in text.rows),
        "sms": "\n".join(text.sms),
        "after": found.number,
    }


@require_safe
@for_the_whole_tree
def wordings(request: HttpRequest) -> HttpResponse:
    """Every kind in every language, with its newest version."""
    changed = numbers()
    rows = [
        [
            Cell(KINDS.get(kind, kind)),
            *(
                Cell(
                    _("Sửa"),
                    reverse("administrator:wording", args=[language, kind]),
                    _("bản %(number)s") % {"number": changed.get((kind, language), 1)},
                )
                for language in loading.LANGUAGES
            ),
            Cell(_price(_shown(kind, "vi", loading.shipped("vi")[kind])[1].sms) if (kind, "vi") not in changed else ""),
        ]
        for kind in loading.shipped("vi")
    ]
    page = Listing(
        title=_("Mẫu tin"),
        columns=[_("Loại tin"), *LANGUAGES.values(), _("Tin nhắn không dấu, bản có sẵn")],
        rows=rows,
        intro=_("Lời của mọi tin gửi đi. Sửa là thêm một bản mới cho các tin viết từ lúc đó; bản cũ lấy lại được."),
    )
    return show_list(request, "wordings", page)


def _known(language: str, kind: str) -> Wording:
    if language not in loading.LANGUAGES or kind not in loading.shipped(language):
        raise Http404
    return wording_now(kind, language)


@either
@for_the_whole_tree
def wording(request: HttpRequest, language: str, kind: str) -> HttpResponse:
    """Edit one: see it, try it, or let it hold from now on."""
    found = _known(language, kind)
    form = Edited(sent(request), initial=_typed(found), only_sms=kind in ONLY_SMS)
    text, what = found.text, request.POST.get("do", "")
    if request.method == "POST" and form.is_valid():
        text = form.text()
        wrong = mistakes_of(kind, text)
        for one in wrong:
            form.add_error(one.place if one.place in form.fields else None, _rule(one))
        if not wrong and what == "save":
            answer = _save(request, form, language, kind, text)
            if answer is not None:
                return answer
        elif not wrong and what == "test":
            _try(request, form, language, kind, text)
    usable = not mistakes_of(kind, text)
    context = {
        "title": KINDS.get(kind, kind),
        "spoken": LANGUAGES[language],
        "spoken_code": language,
        "form": form,
        "number": found.number,
        "only_sms": kind in ONLY_SMS,
        "shown": _preview(kind, language, text) if usable else None,
        "fields": sorted(FIELDS_OF_CODE if kind in CODES else FIELDS_OF_SMS),
        "fields_of_letter": sorted(FIELDS - FIELDS_OF_SMS) if kind not in ONLY_SMS else [],
        "versions_url": reverse("administrator:wording_versions", args=[language, kind]),
    }
    return render(request, "administrator/wording.html", frame(request, "wordings", **context))


def _rule(one: Mistake) -> str:
    return str(RULES[one.rule]) % {"about": one.about} if "%(about)s" in str(RULES[one.rule]) else str(RULES[one.rule])


def _save(request: HttpRequest, form: Edited, language: str, kind: str, text: Text) -> HttpResponse | None:
    given = form.cleaned_data
    try:
        made = rewording.save_wording(
            kind,
            language,
            text,
            by=authority_of(request),
            at=now(),
            reason=given["reason"],
            after=given["after"],
        )
    except BadWording:
        raise
    except CorrespondenceRefusal as refusal:
        form.add_error(None, refusal.message)
        return None
    words = _("Đã lưu bản %(number)s. Tin viết từ bây giờ dùng bản này.") % {"number": made.number}
    return done(request, words, reverse("administrator:wording", args=[language, kind]))


def _try(request: HttpRequest, form: Edited, language: str, kind: str, text: Text) -> None:
    """Send it to the addresses that were typed; says at the form what happened."""
    from django.contrib import messages

    marked, plain = _shown(kind, language, text)
    given, wanted = form.cleaned_data, []
    try:
        if given["phone"]:
            wanted.append(("sms", phone_number(given["phone"]), plain.sms, ""))
        if given.get("email"):
            if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", given["email"]):
                form.add_error("email", _("Địa chỉ thư điện tử có dạng ten@coquan.gov.vn."))
                return
            wanted.append(("email", given["email"], marked.letter, f"{text.tone}:{text.tag}" if text.tone else ""))
        if not wanted:
            form.add_error("phone", _("Ghi số điện thoại hoặc thư điện tử của bạn để gửi thử."))
            return
        for channel, address, body, tag in wanted:
            rewording.send_test(
                channel, address, by=authority_of(request), at=now(), subject=marked.subject, body=body, tag=tag
            )
    except AccountRefusal as refusal:
        form.add_error("phone", said(refusal))
        return
    except CorrespondenceRefusal as refusal:
        form.add_error(None, refusal.message)
        return
    messages.success(request, _("Đã gửi thử, với thông tin bịa. Tin đến sau ít giây."))


def _shown(kind: str, language: str, text: Text) -> tuple[Words, Words]:
    """The words with invented values: the text message with all marks, and without."""
    parts = loading.sending(timezone.localdate()).parts_with_marks
    if kind in ONLY_SMS:
        values = samples.CODE_VALUES if kind in CODES else samples.VALUES
        both = [short_text(text, values, marked_parts=marked) for marked in (parts, 0)]
        return Words("", "", "", both[0]), Words("", "", "", both[1])
    labels = loading.labels(language)
    return worded(text, samples.SHOWN, labels, marked_parts=parts), worded(text, samples.SHOWN, labels)


def _preview(kind: str, language: str, text: Text) -> dict[str, Any]:
    marked, plain = _shown(kind, language, text)
    return {
        "sms": plain.sms,
        "sms_price": _price(plain.sms),
        "marked": marked.sms,
        "marked_price": _price(marked.sms),
        "subject": marked.subject,
        "letter": marked.letter,
    }


def _price(sms: str) -> str:
    """What a text costs: signs, parts, alphabet, money."""
    length = measured(sms)
    each = loading.sending(timezone.localdate()).price_of_a_part
    return _("%(units)s ký tự, %(parts)s tin %(alphabet)s, %(price)s") % {
        "units": length.units,
        "parts": length.parts,
        "alphabet": _("không dấu (GSM-7)") if length.alphabet == "gsm7" else _("có dấu (UCS-2)"),
        "price": format_money(length.parts * each),
    }


@require_safe
@for_the_whole_tree
def versions(request: HttpRequest, language: str, kind: str) -> HttpResponse:
    """All versions, newest first, each to be looked at and brought back."""
    found = _known(language, kind)
    rows = [
        _version(language, kind, row.number, said_moment(row.at), row.author, row.reason, row.text["sms"], found.number)
        for row in versions_of(kind, language)[:200]
    ]
    shipped = loading.shipped(language)[kind]
    rows.append(_version(language, kind, 1, _("có sẵn"), None, "", list(shipped.sms), found.number))
    page = Listing(
        title=_("Các bản của mẫu %(kind)s") % {"kind": KINDS.get(kind, kind)},
        columns=[_("Bản"), _("Lúc, ai"), _("Vì sao"), _("Tin nhắn"), ""],
        rows=rows,
        actions=[(reverse("administrator:wording", args=[language, kind]), _("Sửa mẫu này"))],
    )
    return show_list(request, "wordings", page)


def _as_sent(language: str, sms: list[str]) -> str:
    """Texts in the language they are sent in, whatever the page's is."""
    return format_html('<span lang="{}">{}</span>', language, " / ".join(sms))


def _version(
    language: str, kind: str, number: int, at: str, who: Any, reason: str, sms: list[str], newest: int
) -> list[Cell]:
    back = reverse("administrator:restore_wording", args=[language, kind, number])
    return [
        Cell(str(number), note=_("đang dùng") if number == newest else ""),
        Cell(at, note=who.full_name if who else ""),
        Cell(as_typed(reason)),
        Cell(_as_sent(language, sms[:1])),
        Cell(_("Lấy lại"), back) if number != newest else Cell(),
    ]


@either
@for_the_whole_tree
def restore(request: HttpRequest, language: str, kind: str, number: int) -> HttpResponse:
    """Let an older version hold again."""
    found = _known(language, kind)
    if not 1 <= number < found.number:
        raise Http404
    form = Reason(sent(request))
    back = reverse("administrator:wording_versions", args=[language, kind])
    by, at = authority_of(request), now()

    def act(given: dict[str, Any]) -> Any:
        return rewording.restore_wording(
            kind, language, number, by=by, at=at, reason=given["reason"], after=found.number
        )

    if request.method == "POST" and tried(form, act):
        return done(request, _("Đã lấy lại bản %(number)s thành bản mới.") % {"number": number}, back)
    row = versions_of(kind, language).filter(number=number).first()
    sms = row.text["sms"] if row else list(loading.shipped(language)[kind].sms)
    return ask(
        request,
        "wordings",
        form,
        title=_("Lấy lại bản %(number)s") % {"number": number},
        facts=[(_("Loại tin"), KINDS.get(kind, kind)), (_("Tin nhắn"), _as_sent(language, sms))],
        intro=_("Bản đang dùng vẫn còn trong danh sách các bản."),
        button=_("Lấy lại"),
        back=back,
    )
