"""How long a login or an address must wait after failing to sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Patience:
    """Failures that cost nothing, then waits that double up to a longest one; forgotten after a quiet while."""

    free: int
    first_wait: timedelta
    longest_wait: timedelta
    forgotten_after: timedelta

    def wait_after(self, failures: int) -> timedelta:
        """The wait that follows the n-th failure in a row."""
        if failures < self.free:
            return timedelta(0)
        times: int = 2 ** min(failures - self.free, 20)
        return min(self.first_wait * times, self.longest_wait)

    def still_counted(self, failures: int, last_at: datetime | None, at: datetime) -> int:
        """The failures that count at a moment: none after a quiet while."""
        return 0 if last_at is None or at - last_at >= self.forgotten_after else failures


PER_LOGIN = Patience(5, timedelta(seconds=30), timedelta(minutes=15), timedelta(hours=24))
# A whole office or a shared computer signs in from one address.
PER_ADDRESS = Patience(30, timedelta(seconds=30), timedelta(minutes=15), timedelta(hours=1))
