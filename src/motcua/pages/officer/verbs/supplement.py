"""Asking for what is missing, all at once and item by item; and taking it in at the desk for the citizen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.pages.staff.inputs import Line, Words, reason
from motcua.pages.staff.wording import SUPPLEMENT_REASONS
from motcua.procedures.rules.form_definition import Field

from .declared import DeclaredForm
from .forms import Upload, VerbForm

QUESTIONS_AT_ONCE = 4
NOTHING_WRONG = ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of the request as the template shows it: the paper (or the list of questions), why, which words."""

    name: str
    why: forms.BoundField
    words: forms.BoundField
    question: forms.BoundField | None = None


class RequestSupplementForm(VerbForm):
    """Each paper is a line with its reason; some lines more for questions of the declaration.

    `items` is [{"paper", "field", "reason", "text"}] (Decree 118/2025 art. 17: once and completely).
    """

    template_name_of_panel: ClassVar[str] = "officer/verbs/supplement.html"

    reason = reason(_("Vì sao phải bổ sung"), rows=3)

    def offer(self) -> None:
        whys = [(NOTHING_WRONG, _("Đạt")), *SUPPLEMENT_REASONS.items()]
        self.papers = self.targets.papers()
        self.marks = {} if self.is_bound else self.targets.bad_marks()
        for key, name in self.papers:
            mark = self.marks.get(key)
            self.fields[f"paper-{key}-why"] = forms.ChoiceField(
                label=name, choices=whys, required=False, initial=mark.reason if mark else NOTHING_WRONG
            )
            self.fields[f"paper-{key}-words"] = Line(
                label=_("Thiếu gì, sửa thế nào"), required=False, max_length=500, initial=mark.words if mark else ""
            )
        questions = [("", _("Chọn mục trong tờ khai")), *self.targets.questions_of_form()]
        for number in range(1, QUESTIONS_AT_ONCE + 1):
            self.fields[f"field-{number}-id"] = forms.ChoiceField(
                label=_("Mục trong tờ khai"), choices=questions, required=False
            )
            self.fields[f"field-{number}-why"] = forms.ChoiceField(
                label=_("Lý do"), choices=SUPPLEMENT_REASONS.items(), required=False, initial="wrong"
            )
            self.fields[f"field-{number}-words"] = Line(label=_("Sửa thế nào"), required=False, max_length=500)

    def paper_rows(self) -> Iterator[ItemRow]:
        for key, name in self.papers:
            yield ItemRow(name, self[f"paper-{key}-why"], self[f"paper-{key}-words"])

    def question_rows(self) -> Iterator[ItemRow]:
        for number in range(1, QUESTIONS_AT_ONCE + 1):
            yield ItemRow("", self[f"field-{number}-why"], self[f"field-{number}-words"], self[f"field-{number}-id"])

    @property
    def taken_over(self) -> int:
        """How many lines begin with what was marked at the papers."""
        return sum(1 for key, _name in self.papers if key in self.marks)

    @property
    def has_questions(self) -> bool:
        """Whether a question of the declaration was chosen or is wrong, so that the lines stand open."""
        names = [f"field-{number}-id" for number in range(1, QUESTIONS_AT_ONCE + 1)]
        return any(self[name].value() or self[name].errors for name in names) if self.is_bound else False

    def plain_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("reason", "leader_reason") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        items = [*self._papers_asked(cleaned), *self._questions_asked(cleaned)]
        if not items and not self.errors:
            first = f"paper-{self.papers[0][0]}-why" if self.papers else "field-1-id"
            self.add_error(first, _("Hãy chọn ít nhất một giấy tờ hoặc một mục cần bổ sung."))
        cleaned["items"] = items
        return cleaned

    def _papers_asked(self, cleaned: dict[str, Any]) -> Iterator[dict[str, str]]:
        for key, _name in self.papers:
            why, words = cleaned.get(f"paper-{key}-why"), cleaned.get(f"paper-{key}-words", "")
            if words and not why:
                why = "other"
            if not why:
                continue
            if not words and f"paper-{key}-words" not in self.errors:
                self.add_error(f"paper-{key}-words", _("Hãy ghi rõ thiếu gì, sửa thế nào; người nộp đọc đúng lời này."))
            yield {"paper": key, "field": "", "reason": why, "text": words}

    def _questions_asked(self, cleaned: dict[str, Any]) -> Iterator[dict[str, str]]:
        for number in range(1, QUESTIONS_AT_ONCE + 1):
            field_id, words = cleaned.get(f"field-{number}-id"), cleaned.get(f"field-{number}-words", "")
            if words and not field_id and f"field-{number}-id" not in self.errors:
                self.add_error(f"field-{number}-id", _("Hãy chọn mục nào trong tờ khai."))
            if field_id and not words and f"field-{number}-words" not in self.errors:
                self.add_error(f"field-{number}-words", _("Hãy ghi rõ sửa thế nào; người nộp đọc đúng lời này."))
            if field_id:
                yield {
                    "paper": "",
                    "field": field_id,
                    "reason": cleaned.get(f"field-{number}-why") or "wrong",
                    "text": words,
                }

    def arguments(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name] for name in ("items", "reason", "leader_reason") if name in self.cleaned_data
        }


class RequestFurtherSupplementForm(RequestSupplementForm):
    """A second request: only a leader asks it, with a reason; the dossier counts as late (Decision 766/QĐ-TTg)."""

    leader_reason = Words(
        label=_("Vì sao phải yêu cầu lần thứ hai?"),
        help_text=_("Hồ sơ sẽ tính là chậm."),
        error_messages={"required": _("Hãy ghi lý do của lãnh đạo.")},
    )


class AnswerSupplementForm(DeclaredForm):
    """The citizen brings what was missing to the desk: scans, one per paper asked for, and answers put right."""

    folded: ClassVar[bool] = False
    has_files: ClassVar[bool] = True

    note = Words(label=_("Người nộp đã bổ sung gì?"), rows=3)

    def offer(self) -> None:
        self.papers = self.targets.papers_asked_for()
        for key, name in self.papers:
            self.fields[f"scan-{key}"] = forms.FileField(
                label=_("Bản quét: %(paper)s") % {"paper": name},
                required=False,
                error_messages={"empty": _("Tệp này rỗng. Hãy quét lại.")},
            )

    def uploads(self) -> Iterator[Upload]:
        for key, _name in self.papers:
            if self.cleaned_data.get(f"scan-{key}"):
                yield Upload(key, "supplement", f"scan-{key}", self.cleaned_data[f"scan-{key}"])

    def arguments(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("note", "answers")}

    def asked(self) -> Iterator[tuple[str, list[Field]]]:
        """Only what the request names."""
        open_one = self.targets.page.open_supplement
        named = {item["field"] for item in open_one.items if item.get("field")} if open_one else set()
        for title, found in super().asked():
            yield title, [one for one in found if one.id in named]
