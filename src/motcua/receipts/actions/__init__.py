"""Writing down a paper that is given out, and every time one is printed."""

from .issue import issue
from .making import ON_DEMAND, control_sheet, declaration
from .print_papers import print_papers

__all__ = [
    "ON_DEMAND",
    "control_sheet",
    "declaration",
    "issue",
    "print_papers",
]
