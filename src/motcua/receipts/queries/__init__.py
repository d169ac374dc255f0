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
from .results import (
    Bearing,
    IssuedResult,
    document_of,
    is_signed_digitally,
    live_document,
    result_by_digest,
    result_by_token,
    revoked_result,
    titles_of,
)

__all__ = [
    "Bearing",
    "IssuedResult",
    "Verified",
    "by_token",
    "document_of",
    "is_signed_digitally",
    "issued_before",
    "kinds_given",
    "live_document",
    "newest_paper",
    "newest_papers",
    "papers_given_to",
    "papers_of",
    "result_by_digest",
    "result_by_token",
    "revoked_result",
    "titles_of",
]
