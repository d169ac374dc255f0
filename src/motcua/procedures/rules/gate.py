"""The publish gate: what must be mended before a version may be published, and what is worth a look."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from motcua.procedures.rules.conditions import SPECIAL_IDS, Condition, ids_of
from motcua.procedures.rules.context import THREE_TIER
from motcua.procedures.rules.definition import ANY, Definition, Span
from motcua.procedures.rules.form_definition import Field
from motcua.procedures.rules.forms import GAP
from motcua.procedures.rules.kinds.address import PARTS as ADDRESS_PARTS
from motcua.procedures.rules.kinds.dates import PARTS as DATE_PARTS
from motcua.procedures.rules.limits import NoLimit, published_limit

MUST = "must"
LOOK = "look"
_WORKING_DAY = 8 * 60
# Five of seven calendar days are worked; a month is thirty days.
_MINUTES = {
    "minute": Fraction(1),
    "working_hour": Fraction(60),
    "working_day": Fraction(_WORKING_DAY),
    "calendar_day": Fraction(_WORKING_DAY * 5, 7),
    "month": Fraction(_WORKING_DAY * 5 * 30, 7),
}
_OWNER_KINDS = {"phone": ("phone",), "email": ("email",), "address": ("address", "text", "long_text")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the gate found: ``must`` be mended or worth a ``look``, where, and what, in Vietnamese."""

    severity: str
    path: str
    message: str


def gate(definition: Definition) -> list[Finding]:
    """Look a version over; it may be published when no finding is a ``must``."""
    findings: list[Finding] = []
    for check in (_tiers, _cases, _limits, _fees, _papers, _form, _owner, _stages, _allowances, _result):
        findings += check(definition)
    return findings


def may_be_published(findings: list[Finding]) -> bool:
    """Say whether the gate is clean."""
    return all(finding.severity != MUST for finding in findings)


def _must(path: str, message: str) -> Finding:
    return Finding(MUST, path, message)


def _look(path: str, message: str) -> Finding:
    return Finding(LOOK, path, message)


def _tiers(definition: Definition) -> Iterator[Finding]:
    three = definition.organisation == THREE_TIER
    if not three and definition.competent_tier == "district":
        yield _must("competent_tier", "mô hình hai cấp không có cấp huyện")
    if three and definition.online_scope is not None:
        yield _must(
            "online_scope", "toàn trình, một phần chỉ có từ Nghị định 42/2022; phiên bản ba cấp dùng service_level"
        )
    if not three and definition.service_level is not None:
        yield _must("service_level", "mức độ 1–4 đã bãi bỏ; phiên bản hai cấp dùng online_scope")
    if definition.service_level is not None and definition.service_level > 4:
        yield _must("service_level", "chỉ có mức độ 1 đến 4")
    if three and definition.service_level is None:
        yield _must("service_level", "phiên bản ba cấp phải có mức độ 1 đến 4")
    if not three and definition.online_scope is None and "online" in definition.channels:
        yield _must("online_scope", "nhận trực tuyến thì phải nói toàn trình (full) hay một phần (partial)")
    if definition.valid_to is not None and definition.valid_to <= definition.valid_from:
        yield _must("valid_to", "phải sau valid_from")
    if not definition.national_code:
        yield _look("national_code", "chưa có mã quốc gia")
    if not definition.legal_basis:
        yield _must("legal_basis", "phải có ít nhất một căn cứ pháp lý")


def _cases(definition: Definition) -> Iterator[Finding]:
    if not definition.cases:
        yield _must("cases", "phải có ít nhất một trường hợp")
    if not definition.channels:
        yield _must("channels", "phải có ít nhất một cách nộp")
    yield from _repeated("cases", [case.key for case in definition.cases])
    named: list[tuple[str, tuple[str, ...]]] = [(f"limits[{n}]", one.cases) for n, one in enumerate(definition.limits)]
    named += [(f"fees[{n}]", one.cases) for n, one in enumerate(definition.fees)]
    named += [(f"papers[{n}]", one.cases) for n, one in enumerate(definition.papers)]
    named += [(f"stages[{n}].case_allowances", tuple(one.case_allowances)) for n, one in enumerate(definition.stages)]
    for path, cases in named:
        for case in cases:
            if case != ANY and definition.case(case) is None:
                yield _must(path, f"không có trường hợp «{case}»")


def _limits(definition: Definition) -> Iterator[Finding]:
    for number, limit in enumerate(definition.limits):
        if not limit.source:
            yield _must(f"limits[{number}].source", "thời hạn phải có nguồn")
        for channel in limit.channels:
            if channel not in (ANY, *definition.channels):
                yield _must(f"limits[{number}].channel", f"không nhận qua «{channel}»")
        if limit.same_day and limit.span != Span(1, "working_day"):
            yield _must(f"limits[{number}].same_day", "trả trong ngày thì thời hạn là 1 working_day")
    for channel, case in product(definition.channels, definition.cases):
        try:
            published_limit(definition, channel=channel, case=case.key)
        except NoLimit:
            yield _must("limits", f"chưa có thời hạn cho «{case.key}» nộp qua «{channel}»")


def _fees(definition: Definition) -> Iterator[Finding]:
    yield from _repeated("fees", [fee.key for fee in definition.fees])
    for number, fee in enumerate(definition.fees):
        path = f"fees[{number}]"
        if not fee.source:
            yield _must(f"{path}.source", "mức phí phải có nguồn")
        if fee.amount is not None and fee.steps:
            yield _must(path, "chỉ dùng amount hoặc steps")
        if fee.amount is None and not fee.steps and not fee.note:
            yield _must(path, "chưa có mức thu; nếu nơi khác quy định thì ghi vào note")
        if any(step.up_to is None for step in fee.steps[:-1]) or (fee.steps and fee.steps[-1].up_to is not None):
            yield _must(f"{path}.steps", "chỉ bậc cuối cùng không có up_to")
        for channel in fee.channels:
            if channel not in (ANY, *definition.channels):
                yield _must(f"{path}.channel", f"không nhận qua «{channel}»")
        yield from _fee_fields(definition, number)
        yield from _condition(definition, fee.when, f"{path}.when")


def _fee_fields(definition: Definition, number: int) -> Iterator[Finding]:
    fee, path = definition.fees[number], f"fees[{number}]"
    group = definition.form.field(fee.each) if fee.each else None
    if fee.each and (group is None or group.kind != "group"):
        yield _must(f"{path}.each", f"«{fee.each}» không phải là nhóm lặp lại của biểu mẫu")
        return
    for name, field_id in (("quantity", fee.quantity), ("pages", fee.pages)):
        among = group.fields if group else tuple(field for _, field in definition.form.fields())
        if field_id and not any(one.id == field_id and one.kind == "integer" for one in among):
            yield _must(f"{path}.{name}", f"«{field_id}» không phải là trường số nguyên của biểu mẫu")
    if fee.per == "page" and not fee.pages:
        yield _look(f"{path}.pages", "thu theo trang mà không có trường số trang; sẽ tính một trang")


def _papers(definition: Definition) -> Iterator[Finding]:
    yield from _repeated("papers", [paper.key for paper in definition.papers])
    for number, paper in enumerate(definition.papers):
        path = f"papers[{number}]"
        if paper.handling == "submit" and not paper.originals and not paper.copies:
            yield _must(path, "giấy phải nộp thì phải có số bản chính hoặc bản sao")
        yield from _condition(definition, paper.when, f"{path}.when")
    if not definition.papers:
        yield _look("papers", "không cần giấy tờ nào")


def _form(definition: Definition) -> Iterator[Finding]:
    known: list[Field] = []
    if not definition.form.pages:
        yield _must("form.pages", "biểu mẫu chưa có trang nào")
    for page in definition.form.pages:
        path = f"form.{page.key}"
        if not page.fields:
            yield _must(path, "trang chưa có trường nào")
        yield from _refers_back(definition, page.when, f"{path}.when", known)
        for field in page.fields:
            yield from _refers_back(definition, field.when, f"{path}.{field.id}.when", known)
            earlier: list[Field] = []
            for sub in field.fields:
                yield from _refers_back(
                    definition, sub.when, f"{path}.{field.id}.{sub.id}.when", earlier, special=False
                )
                earlier.append(sub)
            known.append(field)
    for name in GAP.findall(definition.form.title):
        if not _resolves(name, known):
            yield _must("form.title", f"biểu mẫu không có trường «{name}»")
    if not definition.form.title:
        yield _look("form.title", "chưa có tên ngắn để phân biệt hồ sơ trong danh sách")


def _owner(definition: Definition) -> Iterator[Finding]:
    fields = [field for _, field in definition.form.fields()]
    if not definition.form.owner.get("name"):
        yield _must("form.owner.name", "phải nói tên chủ hồ sơ lấy từ trường nào")
    for part, names in definition.form.owner.items():
        for name in names:
            found = next((field for field in fields if field.id == name.split(".")[0]), None)
            if found is None or not _resolves(name, fields):
                yield _must(f"form.owner.{part}", f"biểu mẫu không có trường «{name}»")
            elif found.kind not in _OWNER_KINDS.get(part, (found.kind,)):
                yield _must(f"form.owner.{part}", f"«{name}» không đúng kiểu ({found.kind})")


def _stages(definition: Definition) -> Iterator[Finding]:
    stages = definition.stages
    yield from _repeated("stages", [stage.key for stage in stages])
    if len(stages) < 2:
        yield _must("stages", "phải có ít nhất bước tiếp nhận và bước trả kết quả")
        return
    for place, stage in (("đầu", stages[0]), ("cuối", stages[-1])):
        if stage.function != "receiver":
            yield _must(f"stages.{stage.key}.function", f"bước {place} phải do bộ phận tiếp nhận (receiver) giữ")
    if not any(stage.function == "approver" for stage in stages):
        yield _must("stages", "phải có ít nhất một bước ký duyệt (approver)")
    for stage in stages:
        if not stage.citizen_words:
            yield _must(f"stages.{stage.key}.citizen_words", "phải có lời nói cho người dân ở bước này")
    if definition.payment_stage and definition.stage(definition.payment_stage) is None:
        yield _must("payment_stage", f"không có bước «{definition.payment_stage}»")


def _allowances(definition: Definition) -> Iterator[Finding]:
    """The stages together may not take longer than the limit; a shorter sum is a reserve (Decision 663 practice)."""
    for channel, case in product(definition.channels, definition.cases):
        try:
            limit = published_limit(definition, channel=channel, case=case.key)
        except NoLimit:
            continue
        allowed = _minutes(limit.span)
        spent = sum((_minutes(stage.allowance_for(case.key)) for stage in definition.stages), Fraction(0))
        if spent > allowed:
            severity = LOOK if definition.allowance_note else MUST
            words = f"các bước cộng lại {_hours(spent)} giờ, quá thời hạn {_hours(allowed)} giờ"
            yield Finding(severity, "stages", f"{words} của «{case.key}» nộp qua «{channel}»")


def _result(definition: Definition) -> Iterator[Finding]:
    if definition.result is None:
        yield _must("result", "phải nói kết quả là gì")
    elif not definition.result.delivery:
        yield _must("result.delivery", "phải có ít nhất một cách nhận kết quả")


def _repeated(path: str, keys: list[str]) -> Iterator[Finding]:
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield _must(path, f"«{key}» có hai lần")


def _condition(definition: Definition, condition: Condition | None, path: str) -> Iterator[Finding]:
    yield from _refers_back(definition, condition, path, [field for _, field in definition.form.fields()])


def _refers_back(
    definition: Definition, condition: Condition | None, path: str, known: list[Field], *, special: bool = True
) -> Iterator[Finding]:
    for name in ids_of(condition):
        if name in SPECIAL_IDS:
            if not special:
                yield _must(path, f"trong nhóm lặp lại không dùng được «{name}»")
        elif not _resolves(name, known):
            yield _must(path, f"«{name}» không phải là trường đã hỏi trước đó")
    if condition is not None:
        yield from _choices_exist(definition, condition, path, known)


def _choices_exist(definition: Definition, condition: Condition, path: str, known: list[Field]) -> Iterator[Finding]:
    for term in condition.operands:
        if isinstance(term, Condition):
            yield from _choices_exist(definition, term, path, known)
    if condition.operator not in ("eq", "ne", "in"):
        return
    name, value = condition.operands
    allowed: set[str] | None = None
    if name == "@case":
        allowed = {case.key for case in definition.cases}
    elif name == "@channel":
        allowed = set(definition.channels)
    else:
        found = next((field for field in known if field.id == name), None)
        if found is not None and found.kind in ("choice", "choices") and found.option("choices"):
            allowed = {choice.key for choice in found.option("choices")}
    for one in value if isinstance(value, tuple) else (value,):
        if allowed is not None and one not in allowed:
            yield _must(path, f"«{name}» không bao giờ là «{one}»")


def _resolves(name: str, known: list[Field]) -> bool:
    """Say whether a dotted id leads to a field, or to a part that field really asks for."""
    head, *rest = name.split(".")
    found = next((field for field in known if field.id == head), None)
    if found is None or found.kind == "info":
        return False
    if not rest:
        return True
    if found.kind == "person":
        return rest[0] in found.option("parts") and (
            len(rest) == 1 or (rest[0] == "birth" and rest[1:] in [[p] for p in DATE_PARTS])
        )
    if found.kind == "address":
        return len(rest) == 1 and rest[0] in ADDRESS_PARTS
    return found.kind == "partial_date" and len(rest) == 1 and rest[0] in DATE_PARTS


def _minutes(span: Span) -> Fraction:
    return _MINUTES[span.unit] * span.amount


def _hours(minutes: Fraction) -> str:
    return f"{float(minutes / 60):.1f}".replace(".", ",").removesuffix(",0")
