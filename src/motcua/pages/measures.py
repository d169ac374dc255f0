"""Lengths of time, fees and how papers are handed over, as a procedure publishes them, in the language of the page."""

from __future__ import annotations

from motcua.pages.saying import format_money, format_number, in_english, said
from motcua.procedures.rules import limits
from motcua.procedures.rules import papers as paper_rules
from motcua.procedures.rules.definition import ChannelCaseLimit, Definition, Fee, Paper, Span
from motcua.procedures.rules.limits import FeeLine

_UNITS = {
    "minute": "working minute",
    "working_hour": "working hour",
    "working_day": "working day",
    "calendar_day": "day",
    "month": "month",
}
_PER = {"dossier": "dossier", "copy": "copy", "page": "page"}


def span_words(span: Span) -> str:
    """ "3 ngày làm việc" or "3 working days"."""
    if not in_english():
        return limits.span_words(span)
    return f"{format_number(span.amount)} {_UNITS[span.unit]}{'' if span.amount == 1 else 's'}"


def limit_words(limit: ChannelCaseLimit) -> str:
    """A limit as the citizen reads it."""
    if not in_english():
        return limits.limit_words(limit)
    return "within the working day" if limit.same_day else span_words(limit.span)


def fee_words(fee: Fee) -> str:
    """The rate of a fee as it is published; a note of the definition comes translated with it."""
    if not in_english() or (fee.amount is None and not fee.steps):
        return said(limits.fee_words(fee))
    per = _PER[fee.per]
    words = f"{format_money(fee.amount)} per {per}" if fee.amount is not None else _steps(fee, per)
    if fee.maximum is not None:
        words += f", at most {format_money(fee.maximum)}" + (" per copy" if fee.per == "page" else "")
    return words


def line_words(line: FeeLine, definition: Definition) -> str:
    """What to pay for one fee: the amount, or its rate where nobody knows the amount yet."""
    return format_money(line.total) if line.total is not None else rate_words(line, definition)


def rate_words(line: FeeLine, definition: Definition) -> str:
    """The published rate of the fee that stands behind a line."""
    return next((fee_words(fee) for fee in definition.fees if fee.key == line.key), line.explanation)


def handling_words(paper: Paper) -> str:
    """ "nộp 1 bản chính, 2 bản sao" or "hand in 1 original, 2 copies"."""
    if not in_english():
        return paper_rules.handling_words(paper)
    if paper.handling == "present":
        return "show the original" if paper.originals else "show a copy"
    counts = [(paper.originals, "original", "originals"), (paper.copies, "copy", "copies")]
    return "hand in " + ", ".join(f"{many} {one if many == 1 else more}" for many, one, more in counts if many)


def _steps(fee: Fee, per: str) -> str:
    parts, after = [], 1
    for step in fee.steps:
        if step.up_to is None:
            parts.append(f"{format_money(step.amount)} per {per} from {per} {after} on")
        else:
            parts.append(f"{format_money(step.amount)} per {per} up to {per} {step.up_to}")
            after = step.up_to + 1
    return "; ".join(parts)
