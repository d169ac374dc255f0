"""How a failure is written to the log: where it happened, never what was in hand."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PlacesOnly(logging.Formatter):
    """Writes an exception as its kind and the lines of code it passed, without its own words.

    A database names in its words the whole row it refused, and Python the text it could not read: both are what
    somebody typed about themselves (Personal Data Protection Law 91/2025/QH15; RULES 13).
    """

    def formatException(self, ei: _Raised) -> str:
        return "\n".join(_lines(ei[1]))


def _lines(raised: BaseException | None) -> Iterator[str]:
    told: set[int] = set()
    while raised is not None and id(raised) not in told:
        told.add(id(raised))
        yield f"{type(raised).__module__}.{type(raised).__qualname__}"
        for place in traceback.extract_tb(raised.__traceback__):
            yield f"  {place.filename}:{place.lineno} {place.name}: {place.line}"
        raised = raised.__cause__ or raised.__context__
