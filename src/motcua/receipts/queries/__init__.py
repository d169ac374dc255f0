"""Finding papers, the register book and the slips, always scoped to the person; a paper by its token for anybody."""

from .papers import (
    Verified,
    by_token,
    issued_before,
    kinds_given,
    newest_paper,
    newest_papers,
    papers_given_to,
    papers_of,
)

__all__ = [
    "Verified",
    "by_token",
    "issued_before",
    "kinds_given",
    "newest_paper",
    "newest_papers",
    "papers_given_to",
    "papers_of",
]
