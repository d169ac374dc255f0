"""What the applicant reads: moments, files, and what happened to a dossier, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from motcua.dossiers.rules.states import MENDED_CONTACT, REPLACED_RESULT, REVOKED_RESULT
from motcua.pages.components.asking import size_words
from motcua.pages.components.typed_words import as_typed
from motcua.pages.saying import format_date, format_moment, format_time, said
from motcua.procedures.rules.conditions import Condition
from motcua.procedures.rules.context import FormContext, UploadedFile
from motcua.procedures.rules.form_definition import Field
from motcua.procedures.rules.forms import DisplayRow
from motcua.procedures.rules.kinds.person import PART_LABELS

ACCEPTS = _lazy("Ảnh JPG, PNG hoặc PDF, mỗi tệp nhiều nhất 20 MB. Chụp rõ cả trang.")

DELIVERY_WORDS = {
    "desk": (_lazy("Tự đến lấy ở quầy"), _lazy("Mang theo thẻ căn cước và giấy tiếp nhận")),
    "post": (_lazy("Bưu điện đưa đến nhà"), _lazy("Đến địa chỉ bạn đã khai; cước trả khi nhận")),
    "electronic": (_lazy("Bản điện tử"), _lazy("Tải về ở trang hồ sơ của bạn")),
}

SUPPLEMENT_REASONS = {
    "missing": _lazy("Còn thiếu."),
    "illegible": _lazy("Ảnh mờ, không đọc được."),
    "wrong": _lazy("Chưa đúng."),
    "expired": _lazy("Đã hết hạn."),
    "other": _lazy("Cần xem lại."),
}

HAPPENED: Mapping[str, tuple[str, Any]] = {
    "submit": ("send", _lazy("Bạn nộp hồ sơ")),
    "receive_at_desk": ("inbox", _lazy("Quầy nhận hồ sơ của bạn")),
    "accept": ("inbox", _lazy("Hồ sơ được tiếp nhận")),
    "refuse": ("circle-x", _lazy("Hồ sơ không được tiếp nhận")),
    "request_supplement": ("user-round-pen", _lazy("Cơ quan đề nghị bạn bổ sung")),
    "request_further_supplement": ("user-round-pen", _lazy("Cơ quan đề nghị bạn bổ sung lần nữa")),
    "answer_supplement": ("send", _lazy("Bạn gửi bổ sung")),
    "request_obligation": ("banknote", _lazy("Cơ quan báo số tiền phải nộp")),
    "confirm_obligation": ("check", _lazy("Đã ghi nhận việc nộp tiền")),
    "assign": ("user-round-check", _lazy("Giao người xử lý")),
    "forward": ("arrow-right", _lazy("Chuyển sang bước sau")),
    "send_back": ("undo-2", _lazy("Chuyển lại bước trước")),
    "consult": ("message-square-text", _lazy("Hỏi ý kiến cơ quan khác")),
    "answer_consultation": ("message-square-text", _lazy("Cơ quan khác đã trả lời")),
    "submit_for_approval": ("pen-line", _lazy("Trình lãnh đạo ký")),
    "sign": ("pen-line", _lazy("Lãnh đạo đã ký")),
    "issue": ("mail-check", _lazy("Có kết quả")),
    "send_for_redo": ("undo-2", _lazy("Trả lại để làm lại")),
    "hand_over": ("check-check", _lazy("Đã trả kết quả")),
    "withdraw": ("undo-2", _lazy("Bạn xin rút hồ sơ")),
    "grant_withdrawal": ("circle-x", _lazy("Đồng ý cho rút hồ sơ")),
    "decline_withdrawal": ("refresh-cw", _lazy("Chưa cho rút hồ sơ, tiếp tục xử lý")),
    "stop": ("circle-x", _lazy("Dừng xử lý hồ sơ")),
    "extend": ("clock", _lazy("Cơ quan xin lỗi và hẹn lại ngày")),
    "correct": ("square-pen", _lazy("Sửa thông tin tiếp nhận")),
    "reassign": ("user-round-check", _lazy("Đổi người xử lý")),
    "hand_on": ("send", _lazy("Cơ quan nhận hồ sơ kết thúc hoạt động, chuyển hồ sơ sang cơ quan kế thừa")),
    "take_over": ("building", _lazy("Cơ quan kế thừa nhận hồ sơ và xử lý tiếp")),
    "remind": ("bell", _lazy("Lãnh đạo nhắc xử lý hồ sơ")),
    REVOKED_RESULT: ("circle-x", _lazy("Cơ quan thu hồi kết quả")),
    REPLACED_RESULT: ("file-text", _lazy("Có kết quả thay thế")),
    MENDED_CONTACT: ("square-pen", _lazy("Bạn sửa cách liên lạc")),
    "reckon_anew": ("clock", _lazy("Ngày hẹn được tính lại vì lịch làm việc thay đổi")),
}
LOOKED_AT = {
    "unmasked": _lazy("Mở đủ lời khai để xử lý hồ sơ"),
    "file": _lazy("Mở giấy tờ bạn gửi để đối chiếu"),
    "dossier": _lazy("Phần mềm của cơ quan đọc hồ sơ để xử lý"),
}
# Whose note is meant for the applicant: the words of the decision itself, not what colleagues write to one another.
NOTES_FOR_THE_APPLICANT = frozenset(
    {"refuse", "request_supplement", "request_further_supplement", "request_obligation", "decline_withdrawal", "stop"}
    | {REVOKED_RESULT, "extend", "answer_supplement", "withdraw"}
)


def clock(at: datetime) -> str:
    """The time of day, with the date unless it is today."""
    local = timezone.localtime(at)
    return format_time(local) if local.date() == timezone.localdate() else f"{format_time(local)} {format_date(local)}"


def moment(at: datetime | None) -> str:
    """Hour, weekday and date of a moment, in the office's time; empty for none."""
    return format_moment(timezone.localtime(at)) if at else ""


def kind_of(attachment: Any) -> str:
    """The kind of a file as forms name it: jpg, png, pdf."""
    subtype = attachment.media_type.rpartition("/")[2]
    return "jpg" if subtype == "jpeg" else str(subtype)


def with_files(context: FormContext, attachments: Iterable[Any]) -> FormContext:
    """The surroundings of a form that also know its uploads, so that answers of kind file can be checked and named."""
    return replace(
        context, files={str(one.pk): UploadedFile(kind_of(one), one.size, one.filename) for one in attachments}
    )


def file_shown(attachment: Any) -> dict[str, str]:
    """A file as lists show it, with the address that downloads it."""
    times = {"size": size_words(attachment.size), "at": clock(attachment.uploaded_at)}
    return {
        "id": str(attachment.pk),
        "name": attachment.filename,
        "note": _from_before(attachment) or _("%(size)s, lúc %(at)s") % times,
        "icon": "file-image" if attachment.media_type.startswith("image/") else "file-text",
        "url": reverse("applicant:download", args=[attachment.pk]),
    }


def _from_before(attachment: Any) -> str:
    reused = attachment.reused_words
    return format_html(_("Dùng lại: %s").replace("%s", "{}"), as_typed(reused)) if reused else ""


def looked_at(what: str) -> str:
    """What an officer looked at and so what for, as it was recorded."""
    kind = what.partition(":")[0]
    return str(LOOKED_AT.get(kind, _("Mở hồ sơ để xử lý")))


def for_whom(of: Any, account_id: Any) -> str:
    """For whom a draft or dossier is filed, and by whom, where that is not for oneself."""
    if of.mandate_id is None:
        return ""
    names = {"agent": of.mandate.agent_name, "principal": of.mandate.principal_name}
    mine = of.mandate.agent_id == account_id
    return (_("Bạn nộp thay %(principal)s") if mine else _("%(agent)s nộp thay %(principal)s")) % names


def on_lines(row: DisplayRow) -> str:
    """A composite answer with each of its parts on a line of its own."""
    if len(row.rows) <= 1:
        return as_typed(row.text)
    # Of what was typed only the sex is a word of ours; a name is a name in every language.
    parts = ((label, said(text) if label == PART_LABELS["sex"] else as_typed(text)) for label, text in row.rows)
    return format_html_join("\n", "{}: {}", ((said(label), text) for label, text in parts))


def only_if(when: Condition, fields: Mapping[str, Field]) -> str:
    """Say when a question applies, where it depends on one choice of the same page; empty where it does not."""
    term = when.as_data()
    operator, operand = next(iter(term.items()))
    if operator not in ("eq", "in") or operand[0] not in fields:
        return ""
    asked, wanted = fields[operand[0]], operand[1] if operator == "in" else [operand[1]]
    if asked.kind == "yes_no":
        names = [_("Có") if one else _("Không") for one in wanted]
    elif asked.kind in ("choice", "choices"):
        known = {one.key: one.name for one in asked.option("choices")}
        names = [known[one] for one in wanted if one in known]
    else:
        return ""
    if not names:
        return ""
    return _("Chỉ điền nếu “%(question)s” là: %(answers)s.") % {
        "question": asked.label.rstrip("?"),
        "answers": _(" hoặc ").join(names),
    }


def delivery(wish: str) -> str:
    """How the result comes, in words."""
    return str(DELIVERY_WORDS[wish][0]) if wish in DELIVERY_WORDS else _("Chưa chọn")


def delivery_instruction(wish: str) -> str:
    """What to do now to have the result."""
    return {
        "post": _("Bưu điện đưa kết quả đến địa chỉ bạn đã khai. Người đưa thư gọi trước khi đến."),
        "electronic": _("Tải bản điện tử ở mục Kết quả dưới đây."),
    }.get(wish, _("Mang thẻ căn cước và bản chính giấy tờ đến quầy của nơi làm hồ sơ, trong giờ làm việc."))


def asked_item(item: Mapping[str, str], definition: Any) -> str:
    """One thing asked for in a supplement: what, why, and the officer's own words."""
    reason = str(SUPPLEMENT_REASONS.get(item.get("reason", ""), ""))
    parts = (f"{asked_name(item, definition)}:", reason, as_typed(item.get("text", "")))
    return format_html_join(" ", "{}", ((part,) for part in parts if part))


def asked_name(item: Mapping[str, str], definition: Any) -> str:
    """The paper or the question that a supplement asks about."""
    if item.get("paper"):
        paper = next((one for one in definition.papers if one.key == item["paper"]), None)
        return paper.name if paper else _("Giấy tờ khác")
    field = definition.form.field(item["field"]) if item.get("field") else None
    return field.label if field else _("Việc khác")
