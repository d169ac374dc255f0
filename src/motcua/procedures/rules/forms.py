"""Filling in a form page by page: what is asked, what was answered, what is wrong, what is still missing.

Answers are one JSON-able mapping from field id to value. A draft keeps every answer ever given, also those
that are hidden just now; ``submitted_answers`` leaves the hidden ones out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.procedures.rules.conditions import answer_at, holds, is_empty
from motcua.procedures.rules.context import FormContext
from motcua.procedures.rules.form_definition import Field, Form, Page
from motcua.procedures.rules.kinds import KINDS
from motcua.procedures.rules.kinds.typed import Raw, storable
from motcua.procedures.rules.messages import FieldError, Message

Answers = dict[str, Any]
GAP = re.compile(r"\{([a-z0-9_.]+)\}")


@dataclass(frozen=True)
class VisiblePage:
    """A page that applies to the answers so far, and those of its fields that do."""

    page: Page
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class PageResult:
    """What came of one page: the draft's answers with the page's own in them, the errors, and what was typed.

    ``typed`` may be stored as it is and shown again, whatever was wrong with it.
    """

    answers: Answers
    errors: tuple[FieldError, ...]
    typed: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Say whether the page was accepted."""
        return not self.errors


@dataclass(frozen=True, slots=True)
class DisplayRow:
    """One row of the summary a person checks before submitting, or an officer reads."""

    page: str
    field_id: str
    label: str
    text: str
    rows: tuple[tuple[str, str], ...] = ()


def visible_pages(
    form: Form, answers: Mapping[str, Any], *, case: str | None = None, channel: str | None = None
) -> list[VisiblePage]:
    """List the pages that apply, with the fields that do; a page without any is left out.

    A hidden answer counts as not given in the conditions of later fields.
    """
    pages, _ = _walk(form, answers, case, channel)
    return pages


def submitted_answers(
    form: Form, answers: Mapping[str, Any], *, case: str | None = None, channel: str | None = None
) -> Answers:
    """Give the answers that are really submitted: those of fields that apply, the hidden ones dropped."""
    _, effective = _walk(form, answers, case, channel)
    return {key: value for key, value in effective.items() if not key.startswith("@")}


def clean_page(
    form: Form,
    page: Page,
    raw: Raw,
    answers: Mapping[str, Any],
    context: FormContext,
    *,
    case: str | None = None,
    channel: str | None = None,
) -> PageResult:
    """Clean what was typed on one page into the draft's answers; never raises, whatever was sent.

    Fields that do not apply are never wrong; what was typed in them is kept if it is readable, for the case
    that they apply again.
    """
    draft: Answers = dict(answers)
    errors = _clean(_Walked(form, draft, case, channel, until=page.key), page, raw, draft, context)
    return PageResult(draft, tuple(errors), storable(raw))


def missing(
    form: Form, answers: Mapping[str, Any], *, case: str | None = None, channel: str | None = None
) -> list[tuple[Page, FieldError]]:
    """List the required answers that are not given yet, each with the page it is asked on."""
    found = []
    for visible in visible_pages(form, answers, case=case, channel=channel):
        for one in visible.fields:
            kind = KINDS[one.kind]
            if kind.asks and one.required and is_empty(answers.get(one.id)):
                found.append((visible.page, FieldError(one.id, kind.first_input(one, one.id), kind.ask(one))))
    return found


def check_answers(
    form: Form, answers: Mapping[str, Any], context: FormContext, *, case: str | None = None, channel: str | None = None
) -> PageResult:
    """Check whole answers given as data, as the programming interface sends them, by the very rules of the pages.

    Ids the form does not know are refused; a submission calls this once more, since a day may have passed.
    """
    draft: Answers = {}
    errors = [_refusal(str(key)[:80], "unknown_field") for key in answers if form.field(key) is None]
    walked = _Walked(form, draft, case, channel, until=form.pages[0].key if form.pages else None)
    for page in form.pages:
        errors += _clean(walked, page, inputs_of(page, answers), draft, context)
    told = {error.field_id for error in errors}
    for _, one in form.fields():
        # An answer of the wrong type leaves no trace in the inputs.
        if one.id not in told and one.id not in draft and not is_empty(answers.get(one.id)):
            errors.append(_refusal(one.id, "wrong_type"))
    return PageResult(draft, tuple(errors))


def inputs_of(page: Page, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Give what the inputs of a page show when one comes back to it."""
    shown: dict[str, list[str]] = {}
    for one in page.fields:
        shown |= KINDS[one.kind].inputs(one, answers.get(one.id), one.id)
    return shown


def display_rows(
    form: Form,
    answers: Mapping[str, Any],
    context: FormContext,
    *,
    case: str | None = None,
    channel: str | None = None,
) -> list[DisplayRow]:
    """List everything that was answered, in the order it was asked, for the eye; optional blanks are left out."""
    found = []
    for visible in visible_pages(form, answers, case=case, channel=channel):
        for one in visible.fields:
            kind, value = KINDS[one.kind], answers.get(one.id)
            if not kind.asks or is_empty(value):
                continue
            rows = tuple((label, text) for label, text in kind.rows(one, value, context) if text)
            found.append(DisplayRow(visible.page.key, one.id, one.label, kind.display(one, value, context), rows))
    return found


def json_schema(form: Form, context: FormContext) -> dict[str, Any]:
    """Describe the submitted answers for programs, as JSON Schema (2020-12).

    Fields that only sometimes apply are never ``required`` there; the server decides.
    """
    properties: dict[str, Any] = {}
    required = []
    for page, one in form.fields():
        kind = KINDS[one.kind]
        if not kind.asks:
            continue
        properties[one.id] = kind.json_schema(one, context)
        if one.required and one.when is None and page.when is None:
            required.append(one.id)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def owner_of(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Read the owner's particulars from the answers, by the form's owner mapping; the first id answered wins."""
    found: dict[str, Any] = {}
    for part, names in form.owner.items():
        values = (answer_at(answers, name) for name in names)
        found[part] = next((value for value in values if not is_empty(value)), None)
    return found


def title_of(form: Form, answers: Mapping[str, Any], context: FormContext) -> str:
    """Write the short words that tell one dossier from another in a list; unanswered gaps stay empty."""

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        one = form.field(name)
        value = answer_at(answers, name)
        if is_empty(value):
            return ""
        return KINDS[one.kind].display(one, value, context) if one else str(value)

    return " ".join(GAP.sub(fill, form.title).split()).strip(" ,;·–-")


def _clean(walked: "_Walked", page: Page, raw: Raw, draft: Answers, context: FormContext) -> list[FieldError]:
    """Clean one page into ``draft`` and into the answers that count for the pages after it; give what is wrong."""
    errors: list[FieldError] = []
    page_applies = walked.page_applies(page)
    for one in page.fields:
        kind = KINDS[one.kind]
        if not kind.asks:
            continue
        cleaned = kind.clean(one, raw, one.id, context)
        applies = page_applies and holds(one.when, walked.effective)
        if cleaned.errors:
            if applies:
                errors += cleaned.errors
                draft.pop(one.id, None)
            continue
        if is_empty(cleaned.value):
            if applies:
                draft.pop(one.id, None)
            continue
        draft[one.id] = cleaned.value
        if applies:
            walked.effective[one.id] = cleaned.value
    return errors


_REFUSALS = {
    "unknown_field": "Biểu mẫu không có trường này.",
    "wrong_type": "Câu trả lời không đúng dạng của trường này.",
}


def _refusal(field_id: str, code: str) -> FieldError:
    return FieldError(field_id, field_id, Message(code, _REFUSALS[code]))


class _Walked:
    """The answers that count before a page, built in the order the form asks."""

    def __init__(
        self, form: Form, answers: Mapping[str, Any], case: str | None, channel: str | None, until: str | None = None
    ) -> None:
        self.effective: Answers = {"@case": case, "@channel": channel}
        self.pages: list[VisiblePage] = []
        for page in form.pages:
            if page.key == until:
                break
            if not self.page_applies(page):
                continue
            fields = []
            for one in page.fields:
                if holds(one.when, self.effective):
                    fields.append(one)
                    if not is_empty(answers.get(one.id)):
                        self.effective[one.id] = answers[one.id]
            if fields:
                self.pages.append(VisiblePage(page, tuple(fields)))

    def page_applies(self, page: Page) -> bool:
        """Say whether a page applies to the answers so far."""
        return holds(page.when, self.effective)


def _walk(
    form: Form, answers: Mapping[str, Any], case: str | None, channel: str | None
) -> tuple[list[VisiblePage], Answers]:
    walked = _Walked(form, answers, case, channel)
    return walked.pages, walked.effective
