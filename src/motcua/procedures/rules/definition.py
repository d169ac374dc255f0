"""A whole procedure version as data that cannot change: ``parse`` reads it, everything else only looks at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from motcua.procedures.rules.conditions import Condition, parse_condition
from motcua.procedures.rules.context import THREE_TIER, TWO_TIER
from motcua.procedures.rules.form_definition import Form, parse_form
from motcua.procedures.rules.reading import DefinitionError, Reader

__all__ = ["Definition", "DefinitionError", "parse"]

UNITS = ("minute", "working_hour", "working_day", "calendar_day", "month")
TIERS = ("commune", "district", "province")
CHANNELS = ("online", "desk", "post")
AUDIENCES = ("citizen", "organisation")
FUNCTIONS = (
    "receiver",
    "case_handler",
    "approver",
    "records_clerk",
    "desk_head",
    "administrator",
    "inspector",
)
DELIVERIES = ("desk", "post", "electronic")
# By when fees must be paid: before an online filing is received, before the result leaves, or whenever one likes.
FEES_DUE = ("before_receipt", "before_result", "any_time")
ANY = "any"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as the law writes it: so many minutes, working hours, working days, calendar days or months."""

    amount: int
    unit: str


@dataclass(frozen=True, slots=True)
class Case:
    """One of the situations a procedure tells apart (trường hợp); the citizen chooses it first."""

    key: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChannelCaseLimit:
    """The time limit for some channels and cases, with the source that sets it."""

    span: Span
    channels: tuple[str, ...]
    cases: tuple[str, ...]
    same_day: bool
    source: str


@dataclass(frozen=True, slots=True)
class FeeStep:
    """One step of a rate: up to and including so many units, this amount each; the last step has no end."""

    amount: int
    up_to: int | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee (phí) or charge (lệ phí): per dossier, copy or page, maybe by steps, maybe with a maximum.

    ``amount`` is whole đồng, ``None`` where another body sets it (then ``note`` says who). ``pages`` and
    ``quantity`` name the integer fields that count pages and copies; ``each`` names a repeated group whose
    rows are charged one by one.
    """

    key: str
    name: str
    kind: str
    cases: tuple[str, ...]
    channels: tuple[str, ...]
    per: str
    amount: int | None
    steps: tuple[FeeStep, ...]
    maximum: int | None
    quantity: str | None
    pages: str | None
    each: str | None
    when: Condition | None
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the dossier: handed in (``submit``) or only shown (``present``), so many originals and copies."""

    key: str
    name: str
    note: str = ""
    handling: str = "submit"
    originals: int = 1
    copies: int = 0
    required: bool = True
    cases: tuple[str, ...] = (ANY,)
    when: Condition | None = None
    form_code: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the itinerary: the function and the role of the unit that hold it, its allowance, its words."""

    key: str
    name: str
    function: str
    unit: str
    allowance: Span
    citizen_words: str
    case_allowances: Mapping[str, Span] = field(default_factory=dict)

    def allowance_for(self, case: str | None) -> Span:
        """Give the time allowed to this stage in a case."""
        return self.case_allowances.get(case or "", self.allowance)


@dataclass(frozen=True, slots=True)
class Result:
    """What the citizen gets: its name, its national code, how long it is valid, how it may be delivered."""

    name: str
    code: str = ""
    validity_months: int | None = None
    delivery: tuple[str, ...] = ("desk",)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A legal document a procedure rests on."""

    number: str
    name: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class SupplementPolicy:
    """What a supplement request does to the clock (``pause`` or ``restart``) and how long the citizen has."""

    policy: str = "pause"
    answer_within: Span | None = None


@dataclass(frozen=True)
class Definition:
    """One version of a procedure, whole."""

    key: str
    national_code: str
    name: str
    short_name: str
    version: str
    valid_from: date
    valid_to: date | None
    organisation: str
    competent_tier: str
    service_level: int | None
    online_scope: str | None
    audience: tuple[str, ...]
    summary: str
    notes: tuple[str, ...]
    channels: tuple[str, ...]
    cases: tuple[Case, ...]
    limits: tuple[ChannelCaseLimit, ...]
    cut_off: time | None
    service_target: Span | None
    immediate: bool
    fees: tuple[Fee, ...]
    papers: tuple[Paper, ...]
    form: Form
    stages: tuple[Stage, ...]
    result: Result | None
    legal_basis: tuple[LegalBasis, ...]
    supplement: SupplementPolicy
    payment_stage: str | None
    fees_due: str
    allowance_note: str

    def case(self, key: str | None) -> Case | None:
        """Find a case by its key."""
        return next((case for case in self.cases if case.key == key), None)

    def stage(self, key: str) -> Stage | None:
        """Find a stage by its key."""
        return next((stage for stage in self.stages if stage.key == key), None)

    def stage_after(self, key: str) -> Stage | None:
        """Give the stage that follows one, ``None`` after the last."""
        keys = [stage.key for stage in self.stages]
        place = keys.index(key) + 1
        return self.stages[place] if place < len(keys) else None

    def stage_before(self, key: str) -> Stage | None:
        """Give the stage before one, ``None`` before the first."""
        place = [stage.key for stage in self.stages].index(key)
        return self.stages[place - 1] if place else None


def parse(data: Mapping[str, Any]) -> Definition:
    """Read the data of one version, with its form inside; refuses what it does not know with ``DefinitionError``."""
    reader = Reader(data, "")
    short = reader.text("name")
    definition = Definition(
        key=reader.key("key"),
        national_code=reader.text("national_code", ""),
        name=short,
        short_name=reader.text("short_name", short),
        version=reader.text("version"),
        valid_from=reader.day("valid_from"),
        valid_to=reader.day("valid_to", None),
        organisation=reader.one_of("organisation", (TWO_TIER, THREE_TIER)),
        competent_tier=reader.one_of("competent_tier", TIERS),
        service_level=reader.whole("service_level", None, least=1),
        online_scope=reader.one_of("online_scope", ("full", "partial"), None),
        audience=_words(reader, "audience", AUDIENCES, ("citizen",)),
        summary=reader.text("summary"),
        notes=reader.texts("notes", ()),
        channels=_words(reader, "channels", CHANNELS),
        cases=tuple(_parse_case(one) for one in reader.children("cases")),
        limits=tuple(_parse_limit(one) for one in reader.children("limits", ())),
        cut_off=reader.clock("cut_off", None),
        service_target=_parse_span(reader.child("service_target", None)),
        immediate=reader.truth("immediate", False),
        fees=tuple(_parse_fee(one) for one in reader.children("fees", ())),
        papers=tuple(_parse_paper(one) for one in reader.children("papers", ())),
        form=parse_form(reader.child("form")),
        stages=tuple(_parse_stage(one) for one in reader.children("stages")),
        result=_parse_result(reader.child("result", None)),
        legal_basis=tuple(_parse_basis(one) for one in reader.children("legal_basis", ())),
        supplement=_parse_supplement(reader.child("supplement", None)),
        payment_stage=reader.text("payment_stage", None),
        fees_due=reader.one_of("fees_due", FEES_DUE, "any_time"),
        allowance_note=reader.text("allowance_note", ""),
    )
    reader.finish()
    return definition


def _words(reader: Reader, key: str, allowed: tuple[str, ...], default: Any = None) -> tuple[str, ...]:
    found = reader.texts(key) if default is None else reader.texts(key, default)
    for one in found:
        if one not in allowed:
            raise DefinitionError(reader.at(key), f"«{one}» không có trong: {', '.join(allowed)}")
    return found


def _one_or_more(reader: Reader, key: str) -> tuple[str, ...]:
    """Read ``any``, one key or a list of keys."""
    found = reader.value(key, ANY)
    return (reader.text(key, ANY),) if isinstance(found, str) else reader.texts(key)


def _parse_span(reader: Reader | None) -> Span | None:
    if reader is None:
        return None
    span = Span(reader.whole("amount", least=0), reader.one_of("unit", UNITS))
    reader.finish()
    return span


def _parse_case(reader: Reader) -> Case:
    case = Case(reader.key("key"), reader.text("name"), reader.text("note", ""))
    reader.finish()
    return case


def _parse_limit(reader: Reader) -> ChannelCaseLimit:
    limit = ChannelCaseLimit(
        span=Span(reader.whole("amount", least=1), reader.one_of("unit", UNITS)),
        channels=_one_or_more(reader, "channel"),
        cases=_one_or_more(reader, "case"),
        same_day=reader.truth("same_day", False),
        source=reader.text("source", ""),
    )
    reader.finish()
    return limit


def _parse_fee(reader: Reader) -> Fee:
    fee = Fee(
        key=reader.key("key"),
        name=reader.text("name"),
        kind=reader.one_of("kind", ("fee", "charge")),
        cases=_one_or_more(reader, "case"),
        channels=_one_or_more(reader, "channel"),
        per=reader.one_of("per", ("dossier", "copy", "page"), "dossier"),
        amount=reader.whole("amount", None),
        steps=tuple(_parse_step(one) for one in reader.children("steps", ())),
        maximum=reader.whole("maximum", None),
        quantity=reader.text("quantity", None),
        pages=reader.text("pages", None),
        each=reader.text("each", None),
        when=_parse_when(reader),
        note=reader.text("note", ""),
        source=reader.text("source", ""),
    )
    reader.finish()
    return fee


def _parse_step(reader: Reader) -> FeeStep:
    step = FeeStep(reader.whole("amount"), reader.whole("up_to", None, least=1))
    reader.finish()
    return step


def _parse_paper(reader: Reader) -> Paper:
    paper = Paper(
        key=reader.key("key"),
        name=reader.text("name"),
        note=reader.text("note", ""),
        handling=reader.one_of("handling", ("submit", "present"), "submit"),
        originals=reader.whole("originals", 1),
        copies=reader.whole("copies", 0),
        required=reader.truth("required", True),
        cases=reader.texts("cases", (ANY,)),
        when=_parse_when(reader),
        form_code=reader.text("form_code", ""),
    )
    reader.finish()
    return paper


def _parse_stage(reader: Reader) -> Stage:
    allowances = {}
    for one in reader.children("case_allowances", ()):
        allowances[one.key("case")] = Span(one.whole("amount"), one.one_of("unit", UNITS))
        one.finish()
    stage = Stage(
        key=reader.key("key"),
        name=reader.text("name"),
        function=reader.one_of("function", FUNCTIONS),
        unit=reader.key("unit"),
        allowance=_parse_span(reader.child("allowance")) or Span(0, "minute"),
        citizen_words=reader.text("citizen_words", ""),
        case_allowances=allowances,
    )
    reader.finish()
    return stage


def _parse_result(reader: Reader | None) -> Result | None:
    if reader is None:
        return None
    result = Result(
        name=reader.text("name"),
        code=reader.text("code", ""),
        validity_months=reader.whole("validity_months", None, least=1),
        delivery=_words(reader, "delivery", DELIVERIES, ("desk",)),
    )
    reader.finish()
    return result


def _parse_basis(reader: Reader) -> LegalBasis:
    basis = LegalBasis(reader.text("number"), reader.text("name"), reader.text("article", ""))
    reader.finish()
    return basis


def _parse_supplement(reader: Reader | None) -> SupplementPolicy:
    if reader is None:
        return SupplementPolicy()
    policy = SupplementPolicy(
        policy=reader.one_of("policy", ("pause", "restart")),
        answer_within=_parse_span(reader.child("answer_within", None)),
    )
    reader.finish()
    return policy


def _parse_when(reader: Reader) -> Condition | None:
    data = reader.value("when", None)
    return None if data is None else parse_condition(data, reader.at("when"))
