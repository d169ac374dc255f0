"""One intake at the counter: the whole form at once, what was typed, which papers lie on the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import Invalid
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.pages import catalogue_words
from motcua.pages.components.asking import options, questions, size_words, typed_of, with_row_added, with_row_removed
from motcua.pages.components.fields import FieldShown, OptionShown
from motcua.pages.measures import handling_words, line_words
from motcua.pages.saying import format_date, format_moment, format_money, said
from motcua.pages.staff.wording import DELIVERIES
from motcua.procedures import queries as procedures
from motcua.procedures.rules import forms
from motcua.procedures.rules.context import Choice, FormContext, UploadedFile
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.identity_card import Card, CardNotRead, read_card
from motcua.procedures.rules.kinds import KINDS
from motcua.procedures.rules.limits import FeeLine, fees_for, limit_for, total_of
from motcua.procedures.rules.messages import FieldError, Message
from motcua.procedures.rules.papers import PaperNeeded, missing_papers, papers_for
from motcua.working_time import due

from .favourites import answers_of_card

CASE, WISH, PRESENTED, ANYWAY, UPDATE = "case", "delivery_wish", "presented", "_anyway", "_update"
SCAN = "quet"
Typed = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the form as a card: title, what it says, its questions."""

    title: str
    intro: str
    questions: list[FieldShown]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper on the counter: ticked when it lies there; its scans, if any."""

    key: str
    name: str
    note: str
    words: str
    required: bool
    ticked: bool
    takes_scan: bool
    files: list[str]
    error: str


@dataclass
class Counter:
    """What the page shows and what it made of the things typed. `at` is the moment of the request."""

    draft: Any
    definition: Definition
    context: FormContext
    files: list[Any]
    at: datetime
    typed: Typed
    was_sent: bool
    case: str
    wish: str
    presented: list[str]
    answers: dict[str, Any]
    errors: list[FieldError] = field(default_factory=list)
    card: Card | None = None

    @property
    def conditions(self) -> dict[str, str]:
        return {"case": self.case, "channel": "desk"}

    @property
    def only_updates(self) -> bool:
        """Whether the button pressed was not the one that receives."""
        return self.card is not None or UPDATE in self.typed or "_add" in self.typed or "_remove" in self.typed

    @property
    def given(self) -> dict[str, Any]:
        return forms.submitted_answers(self.definition.form, self.answers, **self.conditions)

    @property
    def needed(self) -> list[PaperNeeded]:
        return papers_for(self.definition, self.case, self.given, channel="desk")

    @property
    def lacking(self) -> list[PaperNeeded]:
        """Required papers to hand in that are neither ticked nor scanned."""
        there = [*self.presented, *(one.paper_key for one in self.files)]
        return missing_papers(self.needed, dict.fromkeys(there, 1))

    def refuse(self, message: str, errors: Mapping[str, str] | None = None) -> None:
        """Add what an action had to say, at its inputs where it names them."""
        places = errors or {"": message}
        self.errors += [_error(name, str(words)) for name, words in places.items()]

    def take_files(self, uploads: Any, by: Authority, at: datetime) -> None:
        """Keep scans at once, so that a mistake elsewhere on the page does not lose them."""
        for paper in self.needed:
            for upload in uploads.getlist(f"paper.{paper.paper.key}"):
                self._attach(paper.paper.key, f"paper.{paper.paper.key}", upload, by, at)
        for _page, asked in self.definition.form.fields():
            if asked.kind != "file":
                continue
            for upload in uploads.getlist(f"{asked.id}.upload"):
                self._attach(asked.id, asked.id, upload, by, at)
        self.files = dossiers.attachments_of_draft(self.draft)

    def _attach(self, key: str, place: str, upload: Any, by: Authority, at: datetime) -> None:
        try:
            kept = actions.attach(self.draft.pk, by=by, at=at, paper_key=key, file=upload)
        except Invalid as refusal:
            self.errors.append(_error(place, refusal.message))
        else:
            self.typed.setdefault(key, []).append(str(kept.pk))

    # What the template asks for

    @property
    def card_words(self) -> str:
        """What was read from the card, to be compared with the card itself."""
        if self.card is None:
            return ""
        known = (self.card.name, format_date(self.card.birth) if self.card.birth else "", self.card.address)
        return " · ".join(one for one in known if one)

    @property
    def scanned(self) -> str:
        """What the scanner typed, as long as no card could be read from it."""
        return "" if self.card is not None else next(iter(self.typed.get(SCAN, ())), "")

    @property
    def error_of_scan(self) -> str:
        return next((said(one.message) for one in self.errors if one.input_name == SCAN), "")

    @property
    def sections(self) -> Iterator[Section]:
        for visible in forms.visible_pages(self.definition.form, self.answers, **self.conditions):
            fields = visible.page.fields
            typed = self.typed if self.was_sent else typed_of(fields, self.answers)
            shown = questions(fields, typed=typed, errors=self.errors, context=self.context, large=False)
            yield Section(visible.page.title, visible.page.intro, shown)

    @property
    def cases(self) -> tuple[OptionShown, ...]:
        choices = [Choice(one.key, one.name, one.note) for one in self.definition.cases]
        return options(choices, CASE, [self.case]) if len(choices) > 1 else ()

    @property
    def wishes(self) -> tuple[OptionShown, ...]:
        ways = self.definition.result.delivery if self.definition.result else ("desk",)
        return options([Choice(key, str(DELIVERIES[key])) for key in ways], WISH, [self.wish])

    @property
    def papers(self) -> list[PaperRow]:
        errors = {one.input_name: str(one.message) for one in self.errors}
        return [
            PaperRow(
                key=one.paper.key,
                name=one.paper.name,
                note=one.paper.note,
                words=handling_words(one.paper),
                required=one.paper.required,
                ticked=one.paper.key in self.presented,
                takes_scan=one.uploadable,
                files=[f"{f.filename} ({size_words(f.size)})" for f in self.files if f.paper_key == one.paper.key],
                error=errors.get(f"paper.{one.paper.key}", ""),
            )
            for one in self.needed
        ]

    @property
    def fees(self) -> list[dict[str, str]]:
        return counter_fees(
            fees_for(self.definition, channel="desk", case=self.case, answers=self.given), self.definition
        )

    @property
    def due(self) -> str:
        """The promise if it were received now."""
        if not self.case and self.cases:
            return ""
        rule = limit_for(self.definition, channel="desk", case=self.case)
        return format_moment(localtime(due(self.at, rule, organisation.calendar_of(self.draft.unit)).due_at))

    @property
    def error_of_case(self) -> str:
        return next((str(one.message) for one in self.errors if one.input_name == CASE), "")

    @property
    def asks_anyway(self) -> bool:
        """Whether required papers are missing, so that the page asks if it is received all the same."""
        return self.was_sent and any(one.input_name == PRESENTED for one in self.errors)


def counter_of(draft: Any, at: datetime, typed: Typed | None = None) -> Counter:
    """The intake of a desk draft; with `typed`, all of it cleaned by the rules of the form."""
    definition = catalogue_words.read(procedures.version(draft.version_id).definition)
    files = dossiers.attachments_of_draft(draft)
    known = {
        str(one.pk): UploadedFile(one.filename.rpartition(".")[2].lower(), one.size, one.filename) for one in files
    }
    context = replace(procedures.form_context(definition, on=at.date()), files=known)
    counter = Counter(
        draft=draft,
        definition=definition,
        context=context,
        files=files,
        at=at,
        typed=typed or {},
        was_sent=typed is not None,
        case=draft.case,
        wish=draft.delivery_wish or _first_way(definition),
        presented=[],
        answers=dict(draft.answers),
    )
    if typed is not None:
        _read(counter, typed)
    return counter


def _read(counter: Counter, typed: Typed) -> None:
    refused = _scan(counter, typed)
    cases = {one.key for one in counter.definition.cases}
    chosen = next(iter(typed.get(CASE, ())), counter.case)
    counter.case = chosen if chosen in cases else counter.case
    wish = next(iter(typed.get(WISH, ())), counter.wish)
    counter.wish = wish if wish in {one.value for one in counter.wishes} else counter.wish
    counter.typed = typed = _rows_changed(counter.definition, typed)
    form = counter.definition.form
    for page in form.pages:
        result = forms.clean_page(form, page, typed, counter.answers, counter.context, **counter.conditions)
        counter.answers = result.answers
        counter.errors += result.errors
    known = {one.paper.key for one in counter.needed}
    counter.presented = [key for key in typed.get(PRESENTED, ()) if key in known]
    if counter.only_updates or refused:
        counter.errors = refused
        return
    _what_is_missing(counter, typed)


def _scan(counter: Counter, typed: Typed) -> list[FieldError]:
    """Fill in the person from a card that was scanned into its field; what is wrong with it otherwise.

    A scanner ends with Enter, which presses the page's main button: something scanned never receives a dossier.
    """
    scanned = next(iter(typed.get(SCAN, ())), "").strip()
    if not scanned:
        return []
    try:
        counter.card = read_card(scanned, today=counter.at.date())
    except CardNotRead as problem:
        return [FieldError(SCAN, SCAN, problem.message)]
    filled = answers_of_card(counter.definition.form, counter.card)
    typed |= {
        name: values
        for asked, value in filled.items()
        if (one := counter.definition.form.field(asked))
        for name, values in KINDS[one.kind].inputs(one, value, asked).items()
        if values
    }
    return []


def _what_is_missing(counter: Counter, typed: Typed) -> None:
    if counter.cases and not counter.case:
        counter.errors.insert(0, _error(CASE, _("Hãy chọn trường hợp.")))
    told = {one.input_name for one in counter.errors}
    lacking = forms.missing(counter.definition.form, counter.given, **counter.conditions)
    counter.errors += [error for _page, error in lacking if error.input_name not in told]
    if counter.lacking and ANYWAY not in typed:
        names = ", ".join(one.paper.name for one in counter.lacking)
        counter.errors.append(_error(PRESENTED, _("Chưa đánh dấu đã có: %s.") % names))


def _rows_changed(definition: Definition, typed: Typed) -> Typed:
    """What was typed with a row of a repeated group more or fewer, where that button was pressed."""
    groups = {asked.id: asked for _page, asked in definition.form.fields() if asked.kind == "group"}
    add, remove = typed.get("_add", [""])[0], typed.get("_remove", [""])[0]
    if add in groups:
        return with_row_added(typed, groups[add])
    if remove.partition(".")[0] in groups:
        return with_row_removed(typed, remove)
    return typed


def counter_fees(lines: list[FeeLine], definition: Definition) -> list[dict[str, str]]:
    """Fee lines and, where there are several, their sum, as the counter reads them out."""
    rows = [{"name": one.name, "amount": line_words(one, definition)} for one in lines]
    if len(lines) > 1:
        rows.append({"name": _("Tổng cộng"), "amount": format_money(total_of(lines))})
    return rows


def _first_way(definition: Definition) -> str:
    return definition.result.delivery[0] if definition.result else "desk"


def _error(place: str, words: str) -> FieldError:
    return FieldError(place, place, Message("desk", words.replace("%", "%%")))
