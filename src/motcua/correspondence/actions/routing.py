"""Which provider is asked for a message, in which order, and which is left alone for a while.

A provider that fails is not asked again for half a minute, then a minute, up to ten; it comes back early where it
answers a question that costs nobody anything (`ports.Probed`). One whose reports have become late goes to the end of
the row. What is known is kept in memory by each worker and noted for the administrators' page.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from ..ports import Carrier, PermanentFailure, Probed, RecipientAway, Slower, TemporaryFailure

logger = logging.getLogger("motcua.correspondence")
FIRST_REST, LONGEST_REST, A_MOMENT = timedelta(seconds=30), timedelta(minutes=10), timedelta(seconds=2)
PROBED_EVERY = 5.0


@dataclass(slots=True)
class Provider:
    """One way of a channel: how many messages it takes at once, within what time it tells of each."""

    name: str
    carrier: Carrier
    window: int = 1
    reports_within: timedelta | None = None
    failures: int = 0
    down_until: datetime | None = None
    late_until: datetime | None = None
    last_error: str = ""
    last_sent_at: datetime | None = None
    changed: bool = True
    probed: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def is_open(self, at: datetime) -> bool:
        """Whether it is to be asked now."""
        return self.down_until is None or self.down_until <= at

    def failed(self, why: str, at: datetime, rest: timedelta | None = None) -> None:
        """Leave it alone for a while, the longer the more often it failed in a row."""
        with self.lock:
            if self.is_open(at):  # of many messages under way that fail together, the first counts
                self.failures += 1 if rest is None else 0
                pause = rest or min(FIRST_REST * (1 << min(self.failures - 1, 10)), LONGEST_REST)
                self.down_until = at + pause
            self.last_error, self.changed = why[:300], True

    def did_well(self, at: datetime) -> None:
        """It took a message, or answered."""
        with self.lock:
            self.changed = self.changed or bool(self.failures)
            self.failures, self.down_until, self.last_sent_at = 0, None, at


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of handing one message over: who took it, or why nobody did and whether that is for good."""

    provider: Provider | None = None
    reference: str = ""
    why: str | None = None
    for_good: bool = False
    by_channel: bool = False


class Route:
    """The providers of one channel."""

    def __init__(self, channel: str, providers: list[Provider]) -> None:
        self.channel, self.providers = channel, providers
        self.unit_after: Any = None  # where the next round of offices begins
        self._pool: ThreadPoolExecutor | None = None

    @property
    def window(self) -> int:
        """How many messages may be under way at once."""
        return max((one.window for one in self.providers), default=1)

    @property
    def pool(self) -> ThreadPoolExecutor:
        """The threads that carry this channel's messages; they keep their lines open."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self.window, thread_name_prefix=f"carry-{self.channel}")
        return self._pool

    def close(self) -> None:
        """End threads and lines."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        for one in self.providers:
            close = getattr(one.carrier, "close", None)
            if close is not None:
                close()

    def is_open(self, at: datetime) -> bool:
        """Whether anybody is to be asked now; a provider that rests is probed first, where it can be."""
        for one in self.providers:
            if not one.is_open(at):
                self._probe(one, at)
        return not self.providers or any(one.is_open(at) for one in self.providers)

    def _probe(self, one: Provider, at: datetime) -> None:
        if not isinstance(one.carrier, Probed) or time.monotonic() - one.probed < PROBED_EVERY:
            return
        one.probed = time.monotonic()
        try:
            one.carrier.probe()
        except TemporaryFailure:
            return
        except Exception as failure:
            logger.error("probe of %s failed: %s", one.name, type(failure).__name__)
            return
        one.down_until, one.changed = None, True

    def hand_over(self, message: Any, at: datetime) -> Outcome:
        """Give the message to the first provider that takes it. May be called by several threads at once."""
        if not self.providers:
            return Outcome(why=f"không có nhà cung cấp cho {self.channel}", for_good=True)
        outcome = Outcome(why="các nhà cung cấp đều đang nghỉ", by_channel=True)
        for one in self._in_order(at):
            outcome = _given(one, message, at)
            if outcome.why is None or outcome.for_good or not outcome.by_channel:
                return outcome
        return outcome

    def _in_order(self, at: datetime) -> Iterator[Provider]:
        late = [one for one in self.providers if one.late_until is not None and one.late_until > at]
        for one in [*(one for one in self.providers if one not in late), *late]:
            if one.is_open(at):
                yield one


def _given(one: Provider, message: Any, at: datetime) -> Outcome:
    try:
        reference = one.carrier.send(
            key=message.key, address=message.address, subject=message.subject, body=message.body, tag=message.tag
        )
    except PermanentFailure as failure:
        return Outcome(one, why=str(failure), for_good=True)
    except RecipientAway as failure:
        return Outcome(one, why=str(failure))
    except Slower as failure:
        one.failed(str(failure), at, A_MOMENT)
        return Outcome(one, why=str(failure), by_channel=True)
    except TemporaryFailure as failure:
        one.failed(str(failure), at)
        return Outcome(one, why=str(failure), by_channel=True)
    except Exception as failure:
        # Only the kind: what a driver says may hold the address or the words of the message.
        logger.error("carrier %s failed: %s", one.name, type(failure).__name__)
        one.failed(type(failure).__name__, at)
        return Outcome(one, why=type(failure).__name__, by_channel=True)
    one.did_well(at)
    return Outcome(one, reference or "")


def of_carriers(carriers: Mapping[str, Carrier]) -> dict[str, Route]:
    """Routes with one provider each, for a single round."""
    return {channel: Route(channel, [Provider(channel, carrier)]) for channel, carrier in carriers.items()}


_routes: dict[str, Route] = {}
_making = threading.Lock()


def routes() -> dict[str, Route]:
    """The routes of the settings. Made once per process: their lines stay open."""
    with _making:
        if not _routes:
            build = import_string(settings.PROVIDER_BUILDER)
            for channel, named in settings.PROVIDERS.items():
                _routes[channel] = Route(
                    channel, [_provider(name, build(name, where)) for name, where in named.items()]
                )
    return _routes


def forget_routes() -> None:
    """Close every line and read the settings anew."""
    for route in _routes.values():
        route.close()
    _routes.clear()


def _provider(name: str, built: Any) -> Provider:
    within = timedelta(seconds=built.reports) if built.reports else None
    return Provider(name, built.carrier, built.window, within)
