"""The questions of the money pages: cash, exemption, correction, refund, closing of the day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.pages.saying import said
from motcua.pages.staff.inputs import Amount, Line, Words, reason

STEP = "viec"


class Step(forms.Form):
    """One of several forms on a page; `step` says which was sent."""

    step = ""
    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        options |= {"label_suffix": "", "auto_id": f"{self.step}_%s"}
        super().__init__(*args, **options)

    def problems(self) -> list[dict[str, str]]:
        """What is wrong, for the summary above the forms; each leads to its input."""
        return [
            {"input_name": f"{self.step}_{name}" if name in self.fields else "", "message": said(str(error))}
            for name, errors in self.errors.items()
            for error in errors
        ]


class CashForm(Step):
    """How much was taken, and from whom."""

    step = "thu"
    amount = Amount(label=_("Số tiền thu"))
    payer = Line(label=_("Người nộp tiền"), max_length=150, required=False)


class ExemptForm(Step):
    """Whom the law lets off, and on which proof."""

    step = "mien"
    exemption = forms.ChoiceField(
        label=_("Diện được miễn, giảm"),
        error_messages={"required": _("Hãy chọn một mục."), "invalid_choice": _("Hãy chọn một mục.")},
    )
    proof = Line(label=_("Giấy tờ chứng minh"), help_text=_("Tên, số, ngày cấp; ghi vào sổ."))


class CorrectForm(Step):
    """An amount put right by hand."""

    step = "dieuchinh"
    way = forms.ChoiceField(
        label=_("Điều chỉnh"),
        choices=[("minus", _("Giảm")), ("plus", _("Tăng"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một mục."), "invalid_choice": _("Hãy chọn một mục.")},
    )
    amount = Amount(label=_("Số tiền"))
    reason = reason()

    def signed(self) -> int:
        amount: int = self.cleaned_data["amount"]
        return amount if self.cleaned_data["way"] == "plus" else -amount


class RefundForm(Step):
    """Money that should go back."""

    step = "hoan"
    amount = Amount(label=_("Số tiền hoàn"))
    reason = reason()


class CancelForm(Step):
    """Why a receipt is cancelled."""

    step = "huy"
    receipt = forms.UUIDField(widget=forms.HiddenInput)
    reason = Line(label=_("Lý do hủy"))


class CloseForm(Step):
    """What was counted in the drawer."""

    step = "khoa"
    counted = forms.CharField(label=_("Số tiền đếm được"), max_length=20, help_text=_("Bằng đồng; không có thì ghi 0."))
    note = Words(label=_("Giải thích, nếu thừa hoặc thiếu"), rows=2, max_length=300, required=False)

    def clean_counted(self) -> int:
        from motcua.vietnamese import NotUnderstood, parse_integer

        try:
            return parse_integer(self.cleaned_data["counted"].strip().removesuffix("đồng").removesuffix("đ"))
        except NotUnderstood as problem:
            raise forms.ValidationError(str(problem)) from problem
