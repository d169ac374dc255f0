"""Working time walked minute by minute: slow, plain, and sharing no code with the room it judges.

A day is 1,440 flags, one for each minute. Everything is found by looking at flags: adding walks
forward flag by flag (whole days at a time only where every flag of the day is used up), and a due
date with pauses is a clock that ticks on each flag that is set and not paused. A moment is a
minute counted from the first day of year 1; the tests turn it into a datetime.
"""

from __future__ import annotations

from datetime import date

from tests.working_time.specimens import Hours, Specimen, SpecimenDay

DAY = 1440


class Oracle:
    def __init__(self, specimen: Specimen) -> None:
        self.specimen = specimen
        self.known: dict[int, bytes] = {}

    # --- the flags of a day --------------------------------------------------------------------

    def day(self, number: int) -> bytes:
        """The flags of the day with this ordinal: 1 where the office works."""
        flags = self.known.get(number)
        if flags is None:
            flags = self.known[number] = self._make_day(date.fromordinal(number))
        return flags

    def _make_day(self, day: date) -> bytes:
        cuts: list[tuple[int, int]] = []
        decided: SpecimenDay | None = None
        for layer in self.specimen.layers[::-1]:  # from the unit itself up to the country
            for special in layer.days:
                if special.date != day:
                    continue
                if special.kind == "closure" and special.hours is not None:
                    cuts += special.hours
                else:
                    decided = special
            if decided is not None:
                break
        flags = bytearray(DAY)
        for start, end in self._hours(day, decided):
            flags[start:end] = b"\1" * (end - start)
        for start, end in cuts:
            flags[start:end] = b"\0" * (end - start)
        return bytes(flags)

    def _hours(self, day: date, decided: SpecimenDay | None) -> Hours:
        if decided is None:
            return self._usual(day, day.weekday())
        if decided.kind != "working_day":
            return []
        if decided.hours is not None:
            return decided.hours
        return self._usual(day, day.weekday() if decided.follows is None else decided.follows)

    def _usual(self, day: date, weekday: int) -> Hours:
        for layer in self.specimen.layers[::-1]:
            started = [p for p in layer.patterns if p.valid_from <= day and not (p.valid_to and p.valid_to < day)]
            if started:
                return max(started, key=lambda p: p.valid_from).week.get(weekday, [])
        return []

    # --- walking -------------------------------------------------------------------------------

    def works(self, minute: int) -> bool:
        return self.day(minute // DAY)[minute % DAY] == 1

    def within(self, minute: int) -> bool:
        """In office hours, or at the very moment they end."""
        return self.works(minute) or self.works(minute - 1)

    def forward(self, minute: int, ticks: int) -> int:
        """The moment after so many working minutes have been walked through."""
        while ticks:
            flags = self.day(minute // DAY)
            if minute % DAY == 0 and 0 < flags.count(1) < ticks:
                ticks -= flags.count(1)
                minute += DAY
                continue
            if flags.find(1, minute % DAY) < 0:
                minute += DAY - minute % DAY
                continue
            ticks -= flags[minute % DAY]
            minute += 1
        return minute

    def backward(self, minute: int, ticks: int) -> int:
        """The moment before which so many working minutes were walked back through."""
        while ticks:
            flags = self.day((minute - 1) // DAY)
            if minute % DAY == 0 and flags.count(1) < ticks:
                ticks -= flags.count(1)
                minute -= DAY
                continue
            minute -= 1
            ticks -= flags[minute % DAY]
        return minute

    def count(self, start: int, end: int) -> int:
        """Working minutes from start to end."""
        if end < start:
            return -self.count(end, start)
        if start // DAY == end // DAY:
            return self.day(start // DAY)[start % DAY : end % DAY].count(1)
        between = sum(self.day(number).count(1) for number in range(start // DAY + 1, end // DAY))
        return self.day(start // DAY)[start % DAY :].count(1) + between + self.day(end // DAY)[: end % DAY].count(1)

    def next_working(self, minute: int) -> int:
        while (found := self.day(minute // DAY).find(1, minute % DAY)) < 0:
            minute += DAY - minute % DAY
        return minute - minute % DAY + found

    def last_closing(self, number: int, step: int) -> int:
        """The last closing of a day, or of the first working day after (step 1) or before it (step -1)."""
        while not any(self.day(number)):
            number += step
        return number * DAY + self.day(number).rfind(1) + 1

    # --- working days --------------------------------------------------------------------------

    def days_forward(self, minute: int, days: int) -> int:
        if not self.within(minute):
            minute = self.next_working(minute)
        return self._days_away(minute, days, 1)

    def days_backward(self, minute: int, days: int) -> int:
        while not self.within(minute):
            minute -= 1
        return self._days_away(minute, days, -1)

    def _days_away(self, minute: int, days: int, step: int) -> int:
        # The moment midnight ends is yesterday's when only yesterday's hours reach it.
        number = minute // DAY if self.works(minute) or minute % DAY else minute // DAY - 1
        hour = minute - number * DAY
        while days:
            number += step
            days -= any(self.day(number))
        there = number * DAY
        flags = self.day(number)
        if hour <= flags.find(1):
            return there + flags.find(1)
        if hour > flags.rfind(1):
            return there + flags.rfind(1) + 1
        while not (flags[hour] or flags[hour - 1]):
            hour -= step
        return there + hour

    def days_between(self, start: int, end: int) -> int:
        if end < start:
            return -self.days_between(end, start)
        return sum(any(self.day(number)) for number in range(start // DAY + 1, end // DAY + 1))

    # --- dates ---------------------------------------------------------------------------------

    @staticmethod
    def month_away(number: int, months: int) -> int:
        """The ordinal of the same day so many months away, found by stepping back from what does not exist."""
        day = date.fromordinal(number)
        year, month = day.year, day.month
        for _ in range(abs(months)):
            month += 1 if months > 0 else -1
            if month in (0, 13):
                year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
        for candidate in range(day.day, 0, -1):
            try:
                return date(year, month, candidate).toordinal()
            except ValueError:
                continue
        raise AssertionError("every month has a first day")

    # --- due dates -----------------------------------------------------------------------------

    def start(self, received: int, cut_off: int | None) -> int:
        worked_today = any(self.day(received // DAY))
        if worked_today and cut_off is not None and received % DAY > cut_off:
            return self.next_working((received // DAY + 1) * DAY)
        return self.next_working(received)

    def ticking(self, start: int, ticks: int, pauses: list[tuple[int, int]]) -> int:
        """The moment a clock shows so many ticks, ticking on working minutes that no pause covers."""
        minute = start
        while ticks:
            resumed = max((end for first, end in pauses if first <= minute < end), default=minute)
            if resumed > minute:
                minute = resumed
                continue
            flags = self.day(minute // DAY)
            horizon = min([DAY - minute % DAY, *(first - minute for first, _ in pauses if first > minute)])
            stretch = flags[minute % DAY : minute % DAY + horizon]
            if stretch.count(1) < ticks:
                ticks -= stretch.count(1)
                minute += horizon
            else:
                for flag in stretch:
                    minute += 1
                    ticks -= flag
                    if not ticks:
                        break
        return minute

    def spent(self, start: int, end: int, pauses: list[tuple[int, int]]) -> int:
        """Working minutes from start to end that no pause covers: the flags left when the pauses are wiped out."""
        total = 0
        for number in range(start // DAY, end // DAY + 1 if start < end else start // DAY):
            flags, midnight = bytearray(self.day(number)), number * DAY
            for first, last in [*pauses, (midnight, start), (end, midnight + DAY)]:
                low, high = max(first - midnight, 0), min(last - midnight, DAY)
                if low < high:
                    flags[low:high] = bytes(high - low)
            total += flags.count(1)
        return total

    def due_after_minutes(self, start: int, ticks: int, pauses: list[tuple[int, int]]) -> int:
        return self.ticking(start, ticks, pauses)

    def due_after_days(self, start: int, days: int, pauses: list[tuple[int, int]]) -> int:
        promised = self.days_forward(start, days)
        spent = self.ticking(start, self.count(start, promised), pauses)
        if not any(first < promised and self.count(max(first, start), end) for first, end in pauses if end > start):
            return promised
        if not (self.works(promised) and not self.works(promised - 1)):
            return spent
        opening = self.next_working(spent)  # it stood at an opening and stays at one
        while covering := [end for first, end in pauses if first < opening < end]:
            opening = self.next_working(max(covering))
        return opening

    def due_same_day(self, start: int, pauses: list[tuple[int, int]]) -> int:
        closing = self.last_closing(start // DAY, 1)
        return self.ticking(start, self.count(start, closing), pauses)

    def due_by_date(self, start: int, last_day: int, pauses: list[tuple[int, int]]) -> int:
        """Pauses are separate, in order, and begin no earlier than the start."""
        due = self.last_closing(last_day, 1)
        for first, end in pauses:
            if first >= due:
                break
            if first // DAY > last_day:  # begun on the days over which the last day was moved
                last_day = (due - 1) // DAY
            for _ in range(first // DAY, end // DAY):  # each midnight inside the pause is one day more
                last_day += 1
            due = self.last_closing(last_day, 1)
            if due <= end:
                last_day = self.next_working(end) // DAY
                due = self.last_closing(last_day, 1)
        return due
