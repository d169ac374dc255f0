"""What officers' pages call verbs, channels and functions."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.rules.states import (
    CHOSE_DELIVERY,
    DRAFTED_RESULT,
    HANDED_ON,
    MENDED_CONTACT,
    PAID,
    PAID_BACK,
    RECKONED,
    REMINDED,
    REPLACED_RESULT,
    REVOKED_RESULT,
    TAKEN_OVER,
    Verb,
)

# What the journal says happened; the one who did it stands before it.
HAPPENED: dict[str, str | Promise] = {
    Verb.SUBMIT: _("nộp hồ sơ"),
    Verb.RECEIVE_AT_DESK: _("tiếp nhận tại quầy"),
    Verb.ACCEPT: _("tiếp nhận hồ sơ"),
    Verb.REFUSE: _("từ chối tiếp nhận"),
    Verb.REQUEST_SUPPLEMENT: _("yêu cầu bổ sung"),
    Verb.REQUEST_FURTHER_SUPPLEMENT: _("yêu cầu bổ sung lần nữa"),
    Verb.ANSWER_SUPPLEMENT: _("bổ sung hồ sơ"),
    Verb.REQUEST_OBLIGATION: _("yêu cầu nộp tiền"),
    Verb.CONFIRM_OBLIGATION: _("xác nhận đã nộp tiền"),
    Verb.ASSIGN: _("phân công"),
    Verb.FORWARD: _("chuyển bước"),
    Verb.SEND_BACK: _("trả lại bước trước"),
    Verb.CONSULT: _("hỏi ý kiến"),
    Verb.ANSWER_CONSULTATION: _("trả lời ý kiến"),
    Verb.SUBMIT_FOR_APPROVAL: _("trình ký"),
    Verb.SIGN: _("ký"),
    Verb.ISSUE: _("vào sổ, phát hành"),
    Verb.SEND_FOR_REDO: _("yêu cầu làm lại"),
    Verb.HAND_OVER: _("trả kết quả"),
    Verb.WITHDRAW: _("xin rút hồ sơ"),
    Verb.GRANT_WITHDRAWAL: _("đồng ý cho rút"),
    Verb.DECLINE_WITHDRAWAL: _("không đồng ý cho rút"),
    Verb.STOP: _("dừng xử lý"),
    Verb.EXTEND: _("xin lỗi và hẹn lại"),
    Verb.CORRECT: _("sửa hồ sơ tiếp nhận sai"),
    Verb.REASSIGN: _("chuyển người xử lý"),
    REMINDED: _("nhắc người đang giữ"),
    DRAFTED_RESULT: _("soạn kết quả"),
    HANDED_ON: _("chuyển hồ sơ sang cơ quan kế thừa"),
    TAKEN_OVER: _("nhận hồ sơ từ cơ quan trước"),
    MENDED_CONTACT: _("sửa cách liên lạc của mình"),
    REVOKED_RESULT: _("thu hồi kết quả đã phát hành"),
    REPLACED_RESULT: _("ghi kết quả thay thế"),
    PAID: _("nhận tiền nộp cho hồ sơ"),
    PAID_BACK: _("trả lại tiền đã nộp"),
    CHOSE_DELIVERY: _("đổi cách nhận kết quả"),
    RECKONED: _("tính lại ngày hẹn vì lịch làm việc thay đổi"),
}

CHANNELS: dict[str, tuple[str, str | Promise]] = {
    "online": ("smartphone", _("Nhà")),
    "desk": ("building", _("Quầy")),
    "post": ("send", _("Bưu chính")),
}

FUNCTIONS: dict[str, str | Promise] = {
    "receiver": _("Tiếp nhận và trả kết quả"),
    "case_handler": _("Thụ lý"),
    "approver": _("Lãnh đạo ký duyệt"),
    "records_clerk": _("Văn thư"),
    "desk_head": _("Phụ trách bộ phận Một cửa"),
    "administrator": _("Quản trị"),
    "inspector": _("Kiểm tra công vụ"),
    "adviser": _("Tổ tư vấn"),
}

DELIVERIES: dict[str, str | Promise] = {
    "desk": _("Nhận tại quầy"),
    "post": _("Gửi bưu chính"),
    "electronic": _("Nhận bản điện tử"),
}

SUPPLEMENT_REASONS: dict[str, str | Promise] = {
    "missing": _("Còn thiếu"),
    "illegible": _("Mờ, không đọc được"),
    "wrong": _("Sai, không khớp"),
    "expired": _("Hết hạn"),
    "other": _("Lý do khác"),
}


def happened(verb: str) -> str:
    """What a journal entry's verb reads as; a verb of a later version is shown by its name rather than not at all."""
    return str(HAPPENED.get(verb, verb))
