"""A queue for the writers of one SQLite file, because SQLite's own waiting is unfair.

Waiting writers retry at growing intervals inside SQLite, so that the unlucky wait longest. Here the threads of one
process queue for a lock in memory, and one thread of each process asks for the lock file every millisecond. The lock is
a courtesy: whoever has waited too long goes on, and SQLite itself still lets only one write.
"""

from __future__ import annotations

import os
import threading
import time

try:
    import fcntl
except ImportError:  # not a Unix: SQLite's own waiting has to do
    fcntl = None  # type: ignore[assignment]

_queues: dict[str, WriterQueue] = {}
_queues_lock = threading.Lock()


class WriterQueue:
    """The turn to write to one database file; one object per process and file."""

    def __init__(self, database: str) -> None:
        self._path = f"{database}.write-lock"
        self._threads = threading.Lock()
        self._holder: object | None = None
        self._file: int | None = None
        self._process = os.getpid()

    @classmethod
    def of(cls, database: str) -> WriterQueue:
        """The queue of the file `database` in this process."""
        with _queues_lock:
            queue = _queues.get(database)
            if queue is None or queue._process != os.getpid():  # a fork must not share its parent's lock
                queue = _queues[database] = cls(database)
            return queue

    def take(self, holder: object, *, patience: float) -> bool:
        """Wait at most `patience` seconds for the turn; say whether it came."""
        if self._holder is holder:
            return True
        until = time.monotonic() + patience
        if not self._threads.acquire(timeout=patience):
            return False
        if not self._take_file(until):
            self._threads.release()
            return False
        self._holder = holder
        return True

    def give_back(self, holder: object) -> None:
        """Let the next writer go, if it is `holder` whose turn it is."""
        if self._holder is not holder:
            return
        self._holder = None
        if fcntl is not None and self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self._threads.release()

    def _take_file(self, until: float) -> bool:
        if fcntl is None:
            return True
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            except OSError:
                if time.monotonic() >= until:
                    return False
                time.sleep(0.001)
