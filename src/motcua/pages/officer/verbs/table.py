"""The one table of verbs on officers' pages: address, words, key, form. A new verb is one more entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.rules.states import Verb

from . import declared, forms, supplement
from .forms import VerbForm


@dataclass(frozen=True, slots=True)
class Offered:
    """A verb as officers meet it: its address, what the choice and the button say, its key, its form, and what it did.

    `is_grave` verbs end or harm a dossier and look so. Forms that need lists of people or units, or show
    what was declared unmasked, open only on request: merely looking at a dossier asks the organisation nothing.
    """

    verb: Verb
    slug: str
    label: str | Promise
    button: str | Promise
    done: str | Promise
    form: type[VerbForm] = VerbForm
    accesskey: str = ""
    is_grave: bool = False
    needs_lists: bool = False


# In the order in which an officer most likely needs them: the first that is allowed is open.
TABLE: tuple[Offered, ...] = (
    Offered(Verb.ACCEPT, "tiep-nhan", _("Tiếp nhận"), _("Tiếp nhận hồ sơ"), _("Đã tiếp nhận."), accesskey="t"),
    Offered(Verb.SIGN, "ky", _("Ký"), _("Ký kết quả"), _("Đã ký."), accesskey="y"),
    Offered(
        Verb.SUBMIT_FOR_APPROVAL,
        "trinh-ky",
        _("Trình ký"),
        _("Trình lãnh đạo ký"),
        _("Đã trình ký."),
        forms.SubmitForApprovalForm,
        "c",
    ),
    Offered(
        Verb.ANSWER_CONSULTATION,
        "tra-loi-y-kien",
        _("Trả lời ý kiến"),
        _("Gửi ý kiến"),
        _("Đã gửi ý kiến."),
        forms.AnswerConsultationForm,
    ),
    Offered(
        Verb.ISSUE, "phat-hanh", _("Vào sổ, phát hành"), _("Phát hành kết quả"), _("Đã phát hành."), forms.IssueForm
    ),
    Offered(
        Verb.HAND_OVER, "tra-ket-qua", _("Trả kết quả"), _("Trả kết quả"), _("Đã trả kết quả."), forms.HandOverForm, "r"
    ),
    Offered(
        Verb.GRANT_WITHDRAWAL, "cho-rut", _("Đồng ý cho rút"), _("Cho rút hồ sơ"), _("Đã cho rút, hồ sơ dừng xử lý.")
    ),
    Offered(
        Verb.FORWARD, "chuyen-buoc", _("Chuyển bước"), _("Chuyển bước"), _("Đã chuyển bước."), forms.ForwardForm, "c"
    ),
    Offered(
        Verb.ANSWER_SUPPLEMENT,
        "nhan-bo-sung",
        _("Nhận bổ sung"),
        _("Nhận giấy tờ bổ sung"),
        _("Đã nhận bổ sung, hồ sơ chạy tiếp."),
        supplement.AnswerSupplementForm,
    ),
    Offered(
        Verb.CONFIRM_OBLIGATION,
        "xac-nhan-nop-tien",
        _("Xác nhận nộp tiền"),
        _("Xác nhận"),
        _("Đã xác nhận, hồ sơ chạy tiếp."),
        forms.ConfirmObligationForm,
    ),
    Offered(
        Verb.ASSIGN,
        "phan-cong",
        _("Phân công"),
        _("Phân công"),
        _("Đã phân công."),
        forms.ToColleague,
        "g",
        needs_lists=True,
    ),
    Offered(
        Verb.REQUEST_SUPPLEMENT,
        "yeu-cau-bo-sung",
        _("Yêu cầu bổ sung"),
        _("Gửi yêu cầu bổ sung"),
        _("Đã yêu cầu bổ sung, đồng hồ tạm dừng."),
        supplement.RequestSupplementForm,
        "b",
    ),
    Offered(
        Verb.REQUEST_FURTHER_SUPPLEMENT,
        "yeu-cau-bo-sung-lan-nua",
        _("Yêu cầu bổ sung lần nữa"),
        _("Gửi yêu cầu bổ sung"),
        _("Đã yêu cầu bổ sung lần nữa; hồ sơ tính là chậm."),
        supplement.RequestFurtherSupplementForm,
        is_grave=True,
    ),
    Offered(
        Verb.REQUEST_OBLIGATION,
        "yeu-cau-nop-tien",
        _("Yêu cầu nộp tiền"),
        _("Gửi yêu cầu nộp tiền"),
        _("Đã yêu cầu nộp tiền, đồng hồ tạm dừng."),
        forms.ObligationForm,
    ),
    Offered(
        Verb.CONSULT,
        "hoi-y-kien",
        _("Hỏi ý kiến đơn vị khác"),
        _("Gửi câu hỏi"),
        _("Đã gửi câu hỏi."),
        forms.ConsultForm,
    ),
    Offered(
        Verb.SEND_BACK, "tra-lai", _("Trả lại bước trước"), _("Trả lại"), _("Đã trả lại bước trước."), forms.Reasoned
    ),
    Offered(
        Verb.SEND_FOR_REDO,
        "lam-lai",
        _("Yêu cầu làm lại"),
        _("Yêu cầu làm lại"),
        _("Đã yêu cầu làm lại."),
        forms.RedoForm,
    ),
    Offered(
        Verb.REASSIGN,
        "chuyen-nguoi",
        _("Chuyển người xử lý"),
        _("Chuyển người"),
        _("Đã chuyển người xử lý."),
        forms.ReassignForm,
        "g",
        needs_lists=True,
    ),
    Offered(
        Verb.EXTEND,
        "hen-lai",
        _("Xin lỗi và hẹn lại"),
        _("Gửi lời xin lỗi và ngày hẹn mới"),
        _("Đã xin lỗi và hẹn lại."),
        forms.ExtendForm,
    ),
    Offered(
        Verb.CORRECT,
        "sua-tiep-nhan",
        _("Sửa thông tin tiếp nhận sai"),
        _("Sửa hồ sơ"),
        _("Đã sửa thông tin tiếp nhận."),
        declared.CorrectForm,
        needs_lists=True,
    ),
    Offered(
        Verb.DECLINE_WITHDRAWAL,
        "khong-cho-rut",
        _("Không đồng ý cho rút"),
        _("Không cho rút, xử lý tiếp"),
        _("Đã trả lời, hồ sơ chạy tiếp."),
        forms.Reasoned,
    ),
    Offered(
        Verb.REFUSE,
        "tu-choi",
        _("Từ chối tiếp nhận"),
        _("Từ chối tiếp nhận"),
        _("Đã từ chối tiếp nhận."),
        forms.RefuseForm,
        is_grave=True,
    ),
    Offered(
        Verb.WITHDRAW,
        "xin-rut",
        _("Người nộp xin rút"),
        _("Ghi nhận xin rút"),
        _("Đã ghi nhận xin rút."),
        forms.Reasoned,
        is_grave=True,
    ),
    Offered(
        Verb.STOP,
        "dung-xu-ly",
        _("Dừng xử lý"),
        _("Dừng xử lý hồ sơ"),
        _("Đã dừng xử lý."),
        forms.Reasoned,
        is_grave=True,
    ),
)

BY_SLUG: dict[str, Offered] = {one.slug: one for one in TABLE}
BY_VERB: dict[Verb, Offered] = {one.verb: one for one in TABLE}


def offered(verbs: Iterable[Verb]) -> list[Offered]:
    """The allowed verbs in the order officers need them."""
    allowed = set(verbs)
    return [one for one in TABLE if one.verb in allowed]
