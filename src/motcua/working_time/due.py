"""From receipt to due date: when the clock starts, how the limit runs, what pauses give back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from motcua.working_time.calendar import Calendar
from motcua.working_time.explanation import DayCrossed, Explanation, PauseTaken, StartReason
from motcua.working_time.limits import DueRule, Pause, clock_time_spent, stretches
from motcua.working_time.moments import date_at, minute_of, moment_of
from motcua.working_time.months import months_later

Stretches = list[tuple[datetime, datetime]]


def due(
    received_at: datetime,
    rule: DueRule,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    restart_from: datetime | None = None,
    *,
    at: datetime | None = None,
) -> Explanation:
    """When the result is due, to the minute, and why.

    The clock starts at receipt, or at `restart_from`, the moment the full dossier arrived, where
    the procedure restarts its limit (Decree 61/2018, article 19); pauses before it then no longer
    matter. A receipt after the cut-off counts at the next working day's opening; outside office
    hours, at the next session's. Then the limit runs:

    - minutes and working hours: working time; landing on closing time, due at closing time;
    - working days: the same hour so many working days later;
    - calendar days and months: the end of the last day, or of the next working day;
    - same day: the end of the working day on which the clock started.

    A pause that begins before the result is due gives its time back in full: its working minutes,
    or for calendar days and months its days. While a pause is open, `paused` is true and the due
    date is what it would be if the pause ended at `at`; without `at`, as it stood when it began.
    """
    start, reason, note = clock_start(restart_from or received_at, rule, calendar)
    paused = stretches(pauses, after=start, at=at)
    last_day: date | None = None
    if rule.limit.unit in ("calendar_day", "month") and not rule.same_day:
        last_day, due_at = _run_by_date(start, rule, calendar, paused)
    else:
        due_at = _run_by_working_time(start, rule, calendar, paused)
    taken = tuple(_taken(pause, start, due_at, calendar, at) for pause in pauses)
    return Explanation(
        received_at=moment_of(minute_of(received_at)),
        restarted_at=None if restart_from is None else moment_of(minute_of(restart_from)),
        clock_start=start,
        start_reason=reason,
        start_note=note,
        rule=rule,
        pauses=taken,
        paused_minutes=sum(calendar.minutes_between(first, last) for first, last in paused if first < due_at),
        holidays=_days_crossed(calendar, date_at(restart_from or received_at), date_at(due_at)),
        last_day=last_day,
        due_at=due_at,
        paused=any(pause.end is None and (at is None or pause.start <= at) for pause in pauses),
        evaluated_at=None if at is None else moment_of(minute_of(at)),
        day_minutes=calendar.usual_day_minutes(date_at(start)),
    )


def clock_start(at: datetime, rule: DueRule, calendar: Calendar) -> tuple[datetime, StartReason, str]:
    """When the clock of something received at a moment starts, why, and which holiday stood in the way.

    The cut-off counts only on a working day: what arrives on a rest day starts at the next opening
    whatever the hour. A receipt within the minute of the cut-off is in time.
    """
    received = moment_of(minute_of(at))
    today = received.date()
    if not calendar.is_working_day(today):
        why = next((override for override in calendar.overrides_on(today) if override.kind != "working_day"), None)
        opening = calendar.next_working_moment(received)
        if why is None:
            return opening, "rest_day", ""
        return opening, "closure" if why.kind == "closure" else "holiday", why.name
    if rule.cut_off is not None and received.time() > rule.cut_off:
        return calendar.opening_after_day(today), "cut_off", ""
    start = calendar.next_working_moment(received)
    if start == received:
        return start, "at_once", ""
    shut = _closure_in_part(calendar, received)
    return start, "closure" if shut else "outside_hours", shut


def _closure_in_part(calendar: Calendar, received: datetime) -> str:
    """The name of the closure that shuts the office at a moment of a working day, if one does."""
    hour = received.hour * 60 + received.minute
    partial = (override for override in calendar.overrides_on(received.date()) if override.kind == "closure")
    return next((o.name for o in partial if any(first <= hour < last for first, last in o.hours)), "")


def _run_by_working_time(start: datetime, rule: DueRule, calendar: Calendar, paused: Stretches) -> datetime:
    """Run a limit of minutes, hours, working days, or of the same day."""
    working_minutes = rule.limit.working_minutes
    if rule.same_day:
        due_at = calendar.closing_on_or_after(date_at(start))
    elif working_minutes is not None:
        due_at = calendar.add_minutes(start, working_minutes)
    else:
        due_at = calendar.add_working_days(start, rule.limit.amount)
    # A due moment at an opening (a limit in days begun at an opening) stays at an opening: a day's
    # pause moves 07:30 to 07:30 of the next day, not to the closing time before it.
    promised, given_back = due_at, 0
    at_opening = calendar.is_working(promised) and not calendar.is_working(promised - timedelta(minutes=1))
    for first, last in paused:
        if first < due_at:
            given_back += calendar.minutes_between(first, last)
            due_at = calendar.add_minutes(promised, given_back)
            if at_opening:
                due_at = calendar.next_working_moment(due_at)
    return due_at


def _run_by_date(start: datetime, rule: DueRule, calendar: Calendar, paused: Stretches) -> tuple[date, datetime]:
    """Run a limit of calendar days or months; the last day before it is moved, and the due moment.

    A pause adds as many days as lie between its first and last day. One that begins on the days
    over which the last day was moved adds them to the day moved to, and a limit is never over
    before its last pause is.
    """
    first_day = date_at(start)
    if rule.limit.unit == "month":
        last_day = months_later(first_day, rule.limit.amount)
    else:
        last_day = first_day + timedelta(days=rule.limit.amount)
    due_at = calendar.closing_on_or_after(last_day)
    for first, last in paused:
        if first >= due_at:
            break
        base = last_day if date_at(first) <= last_day else ending_on(due_at)
        last_day = base + (date_at(last) - date_at(first))
        due_at = calendar.closing_on_or_after(last_day)
        if due_at <= last:
            last_day = date_at(calendar.next_working_moment(last))
            due_at = calendar.closing_on_or_after(last_day)
    return last_day, due_at


def ending_on(closing: datetime) -> date:
    """The working day that a closing time ends: midnight ends the day before."""
    return (closing - timedelta(minutes=1)).date()


def _taken(pause: Pause, start: datetime, due_at: datetime, calendar: Calendar, at: datetime | None) -> PauseTaken:
    """A pause with the working minutes it kept from a clock that ran from `start` to `due_at`."""
    end = pause.end if pause.end is not None else at
    minutes = 0
    if end is not None and start < end and pause.start < due_at:
        minutes = clock_time_spent(calendar, max(start, pause.start), end)
    return PauseTaken(
        start=moment_of(minute_of(pause.start)),
        end=None if pause.end is None else moment_of(minute_of(pause.end)),
        reason=pause.reason,
        working_minutes=minutes,
    )


def _days_crossed(calendar: Calendar, first: date, last: date) -> tuple[DayCrossed, ...]:
    """The days unlike the others from receipt to due date, with the working time each took or gave."""
    crossed = []
    for day in calendar.special_days(first, last):
        for override, minutes in calendar.effects_on(day):
            shut = override.hours if override.kind == "closure" else ()
            hours = tuple((start, end) for start, end in shut)
            crossed.append(
                DayCrossed(day, override.kind, override.name, override.source, override.decreed, minutes, hours)
            )
    return tuple(crossed)
