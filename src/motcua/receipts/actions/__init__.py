"""Writing down a paper that is given out, and every time one is printed."""

from .drafting import NO_TEMPLATE, draft_result, written
from .issue import issue
from .issue_result import OnPaper, issue_result
from .making import ON_DEMAND, control_sheet, declaration
from .print_papers import print_papers
from .sign_result import sign_result, verify_address

__all__ = [
    "NO_TEMPLATE",
    "ON_DEMAND",
    "OnPaper",
    "control_sheet",
    "declaration",
    "draft_result",
    "issue",
    "issue_result",
    "print_papers",
    "sign_result",
    "verify_address",
    "written",
]
