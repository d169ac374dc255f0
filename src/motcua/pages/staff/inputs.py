"""Inputs that several verbs share: a reason, an amount, a moment, as officers type them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.vietnamese import NotUnderstood, parse_date, parse_integer

TEXT_AT_MOST = 2000
LINE_AT_MOST = 200


class Words(forms.CharField):
    """Text of one or several lines; never longer than a page that somebody will read."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        options.setdefault("max_length", TEXT_AT_MOST)
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        options["error_messages"] = {
            "required": _("Hãy ghi mục này."),
            "max_length": _("Dài quá: nhiều nhất %(limit_value)d ký tự, bạn đã gõ %(show_value)d."),
            "null_characters_not_allowed": _("Có ký tự lạ trong đoạn chữ này. Hãy gõ lại thay vì dán."),
        } | options.get("error_messages", {})
        super().__init__(**options)


class Line(Words):
    """Text of one line."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", LINE_AT_MOST)
        super().__init__(widget=forms.TextInput(), **options)


def reason(label: Any = "", **options: Any) -> Words:
    """A reason that the citizen reads word for word."""
    label = label or _("Lý do")
    options.setdefault("help_text", _("Người nộp đọc nguyên văn."))
    return Words(label=label, error_messages={"required": _("Hãy ghi lý do.")}, **options)


class Day(forms.CharField):
    """A date typed day first: 17/12/2018. Cleans to a date."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Ngày/tháng/năm, ví dụ 17/12/2018"))
        super().__init__(max_length=40, error_messages={"required": _("Hãy ghi ngày.")}, **options)

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_date(text)
        except NotUnderstood as problem:
            raise forms.ValidationError(str(problem)) from problem


class Clock(forms.CharField):
    """A time of day in 24 hours: 17:00. Cleans to a time."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Giờ:phút, ví dụ 16:30"))
        super().__init__(max_length=10, error_messages={"required": _("Hãy ghi giờ.")}, **options)

    def clean(self, value: Any) -> time | None:
        text = super().clean(value)
        if not text:
            return None
        hour, colon, minute = text.strip().lower().replace("h", ":").replace("g", ":").partition(":")
        try:
            return time(int(hour), int(minute or 0) if colon else 0)
        except ValueError as problem:
            raise forms.ValidationError(_("Hãy ghi giờ theo 24 giờ, ví dụ 16:30.")) from problem


class Amount(forms.CharField):
    """An amount in đồng, with or without dots between the thousands. Cleans to an int of at least 1."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, error_messages={"required": _("Hãy ghi số tiền.")}, **options)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = parse_integer(text.strip().removesuffix("đồng").removesuffix("đ"))
        except NotUnderstood as problem:
            raise forms.ValidationError(str(problem)) from problem
        if not 1 <= amount <= 10**12:
            raise forms.ValidationError(_("Số tiền phải từ 1 đồng đến 1.000 tỷ đồng."))
        return amount


def moment(day: date | None, clock: time | None) -> datetime | None:
    """Day and time of day as one moment in the office's time zone."""
    if day is None or clock is None:
        return None
    return timezone.make_aware(datetime.combine(day, clock))
