"""Processes that look into files and do not get round to it: run in place of the real look."""

from __future__ import annotations

import os
import signal
from typing import Any


def frozen(*_said: Any) -> None:
    """Gets no time at all, like a process on a machine whose processors belong to others."""
    os.kill(os.getpid(), signal.SIGSTOP)


def killed(*_said: Any) -> None:
    """Ended from outside, as the kernel does when the machine's memory is out."""
    os.kill(os.getpid(), signal.SIGKILL)


def crashed(*_said: Any) -> None:
    """Broken by what it read."""
    os.kill(os.getpid(), signal.SIGSEGV)
