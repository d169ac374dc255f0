"""Verbs that put right what was declared: questions of the form itself, beside the verb's own inputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.pages.components.asking import questions, typed_of, with_row_added, with_row_removed
from motcua.pages.components.fields import FieldShown
from motcua.pages.saying import said
from motcua.pages.staff.inputs import Words
from motcua.procedures import queries as procedures
from motcua.procedures.rules import forms as rules
from motcua.procedures.rules.conditions import is_empty
from motcua.procedures.rules.context import FormContext
from motcua.procedures.rules.form_definition import Field
from motcua.procedures.rules.kinds import KINDS
from motcua.procedures.rules.messages import FieldError

from .forms import VerbForm

# Inputs of the declaration keep apart from the verb's own: a procedure may well ask for a "reason".
PREFIX, SHOWN = "khai-", "_khai"


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the declaration, folded until somebody wants to change something on it."""

    title: str
    questions: list[FieldShown]
    is_open: bool


class DeclaredForm(VerbForm):
    """A verb whose `answers` are the declared answers that were changed, cleaned by the rules of the form."""

    template_name_of_panel: ClassVar[str] = "officer/verbs/declared.html"
    folded: ClassVar[bool] = True
    heading: ClassVar[Any] = _("Mục nào trong tờ khai phải sửa?")

    def asked(self) -> Iterable[tuple[str, list[Field]]]:
        """The questions that may be changed: title of their page and fields."""
        page = self.targets.page
        about = {"case": page.dossier.case, "channel": page.dossier.channel}
        for visible in rules.visible_pages(page.definition.form, page.dossier.answers, **about):
            yield visible.page.title, list(visible.fields)

    @cached_property
    def fields_asked(self) -> list[tuple[str, list[Field]]]:
        """The same without what is not typed: information and files."""
        typed = [
            (title, [one for one in found if KINDS[one.kind].asks and one.kind != "file"])
            for title, found in self.asked()
        ]
        return [(title, found) for title, found in typed if found]

    @cached_property
    def form_context(self) -> FormContext:
        return procedures.form_context(self.targets.page.definition, on=self.targets.on)

    @cached_property
    def typed_answers(self) -> dict[str, list[str]]:
        """What stands in the inputs: what was typed, else what was declared."""
        if self.is_bound and SHOWN in self.data:
            typed = {name: list(values) for name, values in dict(self.data.lists()).items()}  # type: ignore[attr-defined]
            return self._rows_changed(typed)
        answers = {PREFIX + name: value for name, value in self.targets.dossier.answers.items()}
        return typed_of((_apart(one) for _title, found in self.fields_asked for one in found), answers)

    @property
    def only_rows(self) -> bool:
        """Whether the button pressed gave a repeated group a row more or fewer, and nothing else."""
        return self.is_bound and ("_add" in self.data or "_remove" in self.data)

    def _rows_changed(self, typed: dict[str, list[str]]) -> dict[str, list[str]]:
        found = (one for _title, some in self.fields_asked for one in some if one.kind == "group")
        groups = {PREFIX + one.id: _apart(one) for one in found}
        add, remove = typed.get("_add", [""])[0], typed.get("_remove", [""])[0]
        if add in groups:
            return with_row_added(typed, groups[add])
        return with_row_removed(typed, remove) if remove.partition(".")[0] in groups else typed

    def parts(self) -> Iterator[Part]:
        """The questions as they are shown, with each error at its place."""
        wrong: list[FieldError] = getattr(self, "wrong", [])
        for title, found in self.fields_asked:
            shown = questions(
                [_apart(one) for one in found],
                typed=self.typed_answers,
                errors=wrong,
                context=self.form_context,
                large=False,
            )
            here = {PREFIX + one.id for one in found}
            is_open = not self.folded or self.only_rows or any(error.field_id in here for error in wrong)
            yield Part(title, shown, is_open)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.wrong: list[FieldError] = []
        changed: dict[str, Any] = {}
        if self.only_rows:
            self.add_error(None, _("Chưa gửi: điền các dòng rồi bấm nút gửi."))
        elif SHOWN in self.data:
            for one in (one for _title, found in self.fields_asked for one in found):
                self._take(one, changed)
        return {**cleaned, "answers": changed}

    def _take(self, one: Field, changed: dict[str, Any]) -> None:
        kind, before = KINDS[one.kind], self.targets.dossier.answers.get(one.id)
        result = kind.clean(_apart(one), self.typed_answers, PREFIX + one.id, self.form_context)
        errors = list(result.errors)
        if not errors and is_empty(result.value) and one.required and not is_empty(before):
            name = PREFIX + one.id
            errors = [FieldError(name, kind.first_input(_apart(one), name), kind.ask(one))]
        for error in errors:
            self.add_error(
                None, gettext("%(question)s: %(error)s") % {"question": one.label, "error": said(error.message)}
            )
        self.wrong += errors
        if not errors and result.value != before and not (is_empty(result.value) and is_empty(before)):
            changed[one.id] = result.value


class CorrectForm(DeclaredForm):
    """The desk received something wrongly: the case, or what was declared."""

    case = forms.ChoiceField(label=_("Trường hợp đúng"), required=False)
    reason = Words(label=_("Đã nhận sai điều gì?"), help_text=_("Người nộp nhận giấy hẹn mới nếu ngày hẹn thay đổi."))

    def offer(self) -> None:
        cases = self.targets.cases()
        if len(cases) > 1:
            self.choosing("case").choices = cases
            self.fields["case"].initial = self.targets.dossier.case
        else:
            del self.fields["case"]

    def arguments(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        if given.get("case") in ("", self.targets.dossier.case):
            del given["case"]
        return given


def _apart(one: Field) -> Field:
    return replace(one, id=PREFIX + one.id, when=None)
