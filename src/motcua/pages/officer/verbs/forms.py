"""The forms of the verbs: what an officer types, and as which arguments the action takes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from motcua.pages.saying import format_typed_date
from motcua.pages.staff.inputs import Amount, Clock, Day, Line, Words, moment, reason
from motcua.receipts.actions import OnPaper
from motcua.receipts.queries import is_signed_digitally

from .targets import Targets


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a form: as which paper, in which stream of the dossier's files, from which input."""

    paper_key: str
    stream: str
    input_name: str
    file: UploadedFile[Any]


class VerbForm(forms.Form):
    """A verb that needs no words: pressing the button is the whole form.

    `targets` give the lists a form chooses from. `arguments` are the keyword arguments of the action, beside who, when,
    key and lock.
    """

    template_name_of_panel: ClassVar[str] = "officer/verbs/plain.html"
    has_files: ClassVar[bool] = False
    use_required_attribute = False

    def __init__(self, targets: Targets, data: Any = None, files: Any = None, **options: Any) -> None:
        self.targets = targets
        super().__init__(data, files, label_suffix="", **options)
        self.offer()

    def offer(self) -> None:
        """Fill the lists of the form from its targets."""

    def choosing(self, name: str) -> forms.TypedChoiceField:
        """The field `name`, one with choices."""
        return cast("forms.TypedChoiceField", self.fields[name])

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def uploads(self) -> Iterator[Upload]:
        """Files that came with the form, to be kept before the verb is done."""
        return iter(())

    def typed(self) -> list[tuple[str, str]]:
        """What was typed as text, with its label: to be copied when the form cannot be sent any more."""
        words = (forms.CharField,)
        return [(str(self[name].label), str(self[name].value())) for name, field in self.fields.items()
                if isinstance(field, words) and self[name].value()]  # fmt: skip


class Reasoned(VerbForm):
    """A verb that the law lets happen only with a reason."""

    reason = reason()


class RefuseForm(Reasoned):
    reason = reason(_("Vì sao không tiếp nhận?"), rows=4)


class RedoForm(VerbForm):
    reason = Words(
        label=_("Làm lại điều gì?"),
        help_text=_("Ghi trong lịch sử hồ sơ."),
        error_messages={"required": _("Hãy ghi phải làm lại điều gì.")},
    )


class ObligationForm(VerbForm):
    amount = Amount(label=_("Số tiền (đồng)"))
    reason = reason(_("Khoản gì, nộp ở đâu?"))


class ConfirmObligationForm(VerbForm):
    receipt_number = Line(label=_("Số biên lai, chứng từ"), required=False, max_length=60)
    waived = forms.BooleanField(label=_("Được miễn, không phải nộp"), required=False)
    note = Words(label=_("Căn cứ được miễn"), required=False, rows=2, help_text=_("Chỉ khi được miễn."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("waived") and not cleaned.get("receipt_number") and "receipt_number" not in self.errors:
            self.add_error("receipt_number", _("Hãy ghi số biên lai, hoặc đánh dấu được miễn."))
        if cleaned.get("waived") and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", _("Hãy ghi căn cứ được miễn."))
        return cleaned


class ToColleague(VerbForm):
    """Work given to one colleague by name."""

    to_account_id = forms.TypedChoiceField(
        label=_("Giao cho"), error_messages={"required": _("Hãy chọn người."), "invalid_choice": _("Hãy chọn người.")}
    )

    def offer(self) -> None:
        field = self.choosing("to_account_id")
        field.choices = [("", _("Chọn người")), *self.targets.colleagues()]
        field.coerce = self.targets.account


class ReassignForm(ToColleague):
    reason = Words(
        label=_("Vì sao chuyển?"),
        help_text=_("Ghi trong lịch sử hồ sơ."),
        error_messages={"required": _("Hãy ghi lý do.")},
    )
    field_order = ("to_account_id", "reason")


class ForwardForm(VerbForm):
    template_name_of_panel: ClassVar[str] = "officer/verbs/forward.html"

    to_account_id = forms.TypedChoiceField(
        label=_("Chuyển đến"),
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": _("Hãy chọn lại người.")},
    )
    note = Words(label=_("Ý kiến"), required=False, rows=2)

    def offer(self) -> None:
        self.goes_to = self.targets.next_place()
        if self.targets.brief:
            del self.fields["to_account_id"]
            return
        field = self.choosing("to_account_id")
        field.choices = [("", self.goes_to), *self.targets.next_colleagues()]
        field.coerce = self.targets.account


class ConsultForm(VerbForm):
    unit_id = forms.TypedChoiceField(
        label=_("Hỏi đơn vị nào?"),
        error_messages={"required": _("Hãy chọn đơn vị."), "invalid_choice": _("Hãy chọn đơn vị trong danh sách.")},
    )
    question = Words(label=_("Hỏi điều gì?"), rows=4)
    due_on = Day(label=_("Trả lời trước ngày"))
    due_clock = Clock(label=_("Giờ"), initial="17:00")
    silence_is_consent = forms.BooleanField(
        label=_("Quá hạn không trả lời là đồng ý"), required=False, help_text=_("Chỉ khi pháp luật quy định như vậy.")
    )

    def offer(self) -> None:
        field = self.choosing("unit_id")
        field.choices = [("", _("Chọn đơn vị")), *self.targets.units()]
        field.coerce = self.targets.unit

    def arguments(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["due_at"] = moment(given.pop("due_on"), given.pop("due_clock"))
        return given


class AnswerConsultationForm(VerbForm):
    consultation_id = forms.TypedChoiceField(label=_("Câu hỏi"), widget=forms.RadioSelect)
    agrees = forms.TypedChoiceField(
        label=_("Ý kiến của đơn vị"),
        choices=(("yes", _("Đồng ý")), ("no", _("Không đồng ý"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn đồng ý hoặc không đồng ý.")},
    )
    answer = Words(label=_("Nội dung trả lời"), rows=4)

    def offer(self) -> None:
        field = self.choosing("consultation_id")
        questions = self.targets.questions()
        field.choices = questions
        field.coerce = self.targets.question
        field.initial = questions[0][0] if questions else None


class SubmitForApprovalForm(VerbForm):
    outcome = forms.ChoiceField(
        label=_("Đề xuất"),
        choices=(("granted", _("Giải quyết")), ("declined", _("Từ chối giải quyết"))),
        initial="granted",
        widget=forms.RadioSelect,
    )
    summary = Words(
        label=_("Nội dung trình"), help_text=_("Lãnh đạo đọc trước khi ký; ghi rõ lý do nếu từ chối."), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == "declined" and not cleaned.get("summary") and "summary" not in self.errors:
            self.add_error("summary", _("Đề xuất từ chối thì phải ghi lý do."))
        return cleaned


class IssueForm(VerbForm):
    """Number and issue: a result signed digitally is sealed; one on paper is recorded as it lies there, and scanned."""

    has_files: ClassVar[bool] = True

    number = Line(
        label=_("Số, ký hiệu kết quả"),
        required=False,
        max_length=60,
        help_text=_("Bỏ trống thì lấy số tiếp theo trong sổ của thủ tục này."),
    )
    dated = Day(label=_("Ngày ghi trên giấy"), required=False)
    signer_name = Line(label=_("Người ký trên giấy"), required=False, max_length=150)
    place_kept = Line(
        label=_("Nơi giữ bản giấy"), required=False, max_length=200, help_text=_("Ví dụ: kho lưu trữ, tủ 3, hộp 12.")
    )
    file = forms.FileField(
        label=_("Bản quét của kết quả"),
        required=False,
        help_text=_("PDF hoặc ảnh. Người nộp tải được ngay khi phát hành."),
        error_messages={"empty": _("Tệp này rỗng. Hãy chọn lại.")},
    )

    def offer(self) -> None:
        self.is_digital = is_signed_digitally(self.targets.dossier.pk)
        if self.is_digital:
            for name in ("dated", "signer_name", "place_kept", "file"):
                del self.fields[name]
            return
        signed_by = self.targets.page.result.signed_by if self.targets.page.result else None
        self.fields["dated"].initial = format_typed_date(self.targets.on)
        self.fields["signer_name"].initial = signed_by.full_name if signed_by else ""

    def uploads(self) -> Iterator[Upload]:
        if self.cleaned_data.get("file"):
            yield Upload("result", "result", "file", self.cleaned_data["file"])

    def arguments(self) -> dict[str, Any]:
        given: dict[str, Any] = {"number": self.cleaned_data["number"]}
        if not self.is_digital:
            given["on_paper"] = OnPaper(
                self.cleaned_data["dated"] or self.targets.on,
                self.cleaned_data["signer_name"] or self.fields["signer_name"].initial,
                self.cleaned_data["place_kept"],
            )
        return given


class HandOverForm(VerbForm):
    has_files: ClassVar[bool] = True

    handed_by = forms.ChoiceField(
        label=_("Trả bằng cách nào?"),
        choices=(("desk", _("Tại quầy")), ("post", _("Gửi bưu chính")), ("electronic", _("Bản điện tử"))),
        widget=forms.RadioSelect,
    )
    handed_to = Line(
        label=_("Người nhận"),
        max_length=150,
        help_text=_("Họ tên người đến nhận, như trên giấy tờ của họ."),
        error_messages={"required": _("Hãy ghi họ tên người nhận.")},
    )
    file = forms.FileField(
        label=_("Bản điện tử của kết quả"),
        required=False,
        help_text=_("Nếu trả bản điện tử mà khi phát hành chưa đính."),
        error_messages={"empty": _("Tệp này rỗng. Hãy chọn lại.")},
    )

    def uploads(self) -> Iterator[Upload]:
        if self.cleaned_data.get("file"):
            yield Upload("result", "result", "file", self.cleaned_data["file"])

    def arguments(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("handed_by", "handed_to")}

    def offer(self) -> None:
        wish, owner = self.targets.delivery()
        self.fields["handed_by"].initial = wish
        self.fields["handed_to"].initial = owner


class ExtendForm(VerbForm):
    due_on = Day(label=_("Hẹn lại đến ngày"))
    due_clock = Clock(label=_("Giờ"), initial="17:00")
    reason = reason(_("Vì sao chậm?"), help_text=_("Câu này in trong phiếu xin lỗi, người nộp đọc nguyên văn."))

    def arguments(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["to_due_at"] = moment(given.pop("due_on"), given.pop("due_clock"))
        return given
