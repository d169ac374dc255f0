"""Writing down a paper that is given out."""

from .issue import issue

__all__ = ["issue"]
