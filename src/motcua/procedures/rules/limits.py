"""How long a procedure may take and what it costs, for a channel and a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.procedures.rules.conditions import answer_at, holds
from motcua.procedures.rules.definition import ANY, ChannelCaseLimit, Definition, Fee, Span
from motcua.procedures.rules.form_definition import Form
from motcua.vietnamese import format_money, format_number
from motcua.working_time import DueRule, Limit

_PER_WORDS = {"dossier": "hồ sơ", "copy": "bản", "page": "trang"}
_UNIT_WORDS = {
    "minute": "phút làm việc",
    "working_hour": "giờ làm việc",
    "working_day": "ngày làm việc",
    "calendar_day": "ngày",
    "month": "tháng",
}


class NoLimit(LookupError):
    """The procedure sets no limit for this channel and case; the publish gate lets no such version through."""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of what is to be paid: whole đồng, ``total`` is ``None`` where the amount is set elsewhere.

    ``counted`` says what was counted, «4 trang × 2 bản»; nothing where a dossier is charged as a whole.
    """

    key: str
    name: str
    kind: str
    total: int | None
    explanation: str
    source: str
    counted: str = ""


def published_limit(definition: Definition, *, channel: str, case: str) -> ChannelCaseLimit:
    """Find the most specific limit: one for the case and the channel, else the case, else the channel, else any.

    Refuses with ``NoLimit`` where none fits.
    """
    fitting = [one for one in definition.limits if _fits(one.channels, channel) and _fits(one.cases, case)]
    if not fitting:
        raise NoLimit(f"{definition.key} {definition.version}: {channel}, {case}")
    return max(fitting, key=lambda one: (ANY not in one.cases, ANY not in one.channels))


def as_limit(span: Span) -> Limit:
    """A length of time of the catalogue as working time reckons with it."""
    return Limit(span.amount, span.unit)  # type: ignore[arg-type]  # the reader lets only known units through


def limit_for(definition: Definition, *, channel: str, case: str) -> DueRule:
    """Give the rule the due date is reckoned by: the limit, the receipt cut-off and the source."""
    limit = published_limit(definition, channel=channel, case=case)
    return DueRule(
        limit=as_limit(limit.span),
        cut_off=definition.cut_off,
        same_day=limit.same_day,
        source=limit.source,
    )


def span_words(span: Span) -> str:
    """Write a length of time in Vietnamese words: «3 ngày làm việc»."""
    return f"{format_number(span.amount)} {_UNIT_WORDS[span.unit]}"


def limit_words(limit: ChannelCaseLimit) -> str:
    """Write a limit as the citizen reads it."""
    return "trong ngày làm việc" if limit.same_day else span_words(limit.span)


def fees_for(
    definition: Definition, *, channel: str, case: str, answers: Mapping[str, Any] | None = None
) -> list[FeeLine]:
    """List what is to be paid; quantities come from the answers."""
    given = {**(answers or {}), "@case": case, "@channel": channel}
    return [
        _line(fee, given, definition.form)
        for fee in definition.fees
        if _fits(fee.channels, channel) and _fits(fee.cases, case) and holds(fee.when, given)
    ]


def total_of(lines: Sequence[FeeLine]) -> int:
    """Add up the lines whose amount is known."""
    return sum(line.total or 0 for line in lines)


def fee_words(fee: Fee) -> str:
    """Write the rate of a fee as it is published."""
    if fee.amount is None and not fee.steps:
        return fee.note or "theo mức Hội đồng nhân dân cấp tỉnh quy định"
    per = _PER_WORDS[fee.per]
    words = f"{format_money(fee.amount)}/{per}" if fee.amount is not None else _steps_words(fee, per)
    if fee.maximum is not None:
        words += f", nhiều nhất {format_money(fee.maximum)}" + ("/bản" if fee.per == "page" else "")
    return words


def _fits(allowed: tuple[str, ...], one: str) -> bool:
    return ANY in allowed or one in allowed


def _line(fee: Fee, answers: Mapping[str, Any], form: Form) -> FeeLine:
    if fee.amount is None and not fee.steps:
        return FeeLine(fee.key, fee.name, fee.kind, None, fee_words(fee), fee.source)
    rows: list[Mapping[str, Any]] = [answers]
    if fee.each:
        found = answer_at(answers, fee.each)
        rows = [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []
        rows = rows or [{}]
    unanswered = _unanswered(fee, form)
    total = sum(_charge(fee, row, unanswered) for row in rows)
    counted = " + ".join(_counted(fee, row, unanswered) for row in rows) if fee.per != "dossier" else ""
    return FeeLine(fee.key, fee.name, fee.kind, total, fee_words(fee), fee.source, counted)


def _counted(fee: Fee, answers: Mapping[str, Any], unanswered: int) -> str:
    copies = f"{format_number(_count(answers, fee.quantity, unanswered))} bản"
    return copies if fee.per == "copy" else f"{format_number(_count(answers, fee.pages, 1))} trang × {copies}"


def _charge(fee: Fee, answers: Mapping[str, Any], unanswered: int) -> int:
    copies = _count(answers, fee.quantity, unanswered)
    if fee.per == "dossier":
        return _by_steps(fee, 1)
    if fee.per == "copy":
        return _at_most(fee, _by_steps(fee, copies))
    # Per page: the steps and the maximum are of one copy (Circular 226/2016/TT-BTC: 200,000 đồng a copy at most).
    return copies * _at_most(fee, _by_steps(fee, _count(answers, fee.pages, 1)))


def _count(answers: Mapping[str, Any], field: str | None, unanswered: int) -> int:
    if field is None:
        return 1
    found = answer_at(answers, field)
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else unanswered


def _unanswered(fee: Fee, form: Form) -> int:
    """Copies that must be counted are at least one; copies that may be left blank are none until somebody asks."""
    group = form.field(fee.each) if fee.each else None
    among = group.fields if group else [field for _, field in form.fields()]
    return 1 if any(field.id == fee.quantity and field.required for field in among) else 0


def _by_steps(fee: Fee, units: int) -> int:
    if not fee.steps:
        return (fee.amount or 0) * units
    total, done = 0, 0
    for step in fee.steps:
        here = max(0, (units if step.up_to is None else min(units, step.up_to)) - done)
        total += here * step.amount
        done += here
    return total


def _at_most(fee: Fee, amount: int) -> int:
    return amount if fee.maximum is None else min(amount, fee.maximum)


def _steps_words(fee: Fee, per: str) -> str:
    parts, after = [], 1
    for step in fee.steps:
        if step.up_to is None:
            parts.append(f"{format_money(step.amount)}/{per} từ {per} thứ {after}")
        else:
            parts.append(f"{format_money(step.amount)}/{per} đến {per} thứ {step.up_to}")
            after = step.up_to + 1
    return "; ".join(parts)
