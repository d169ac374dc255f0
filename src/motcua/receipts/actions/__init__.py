"""Writing down a paper that is given out, and every time one is printed."""

from .blank_form import blank_form
from .drafting import NO_TEMPLATE, draft_result, is_written_here, written
from .issue import issue
from .issue_result import OnPaper, issue_result
from .making import ON_DEMAND, control_sheet, declaration
from .print_papers import print_papers
from .revoke_result import LONGEST_REASON, name_replacement, revoke_result
from .showing import Shown, sheet, shown
from .sign_result import sign_result, verify_address

__all__ = [
    "LONGEST_REASON",
    "NO_TEMPLATE",
    "ON_DEMAND",
    "OnPaper",
    "Shown",
    "blank_form",
    "control_sheet",
    "declaration",
    "draft_result",
    "is_written_here",
    "issue",
    "issue_result",
    "name_replacement",
    "print_papers",
    "revoke_result",
    "sheet",
    "shown",
    "sign_result",
    "verify_address",
    "written",
]
