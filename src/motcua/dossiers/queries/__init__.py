"""Reading dossiers, always scoped to the person (`visible_to`); the public look-up shows no personal data."""

from .answering import Unanswered, answering_limit, unanswered
from .assistances import (
    assistances_given,
    assistances_received,
    code_of_help,
    filed_with,
    help_given,
    help_in_hand,
    help_that_was,
    team_results,
)
from .audit import journal_administered, views_administered
from .bridges import bridge_by_token, open_bridge_of, paper_of_bridge
from .clocks import explanation_of
from .counting import COUNTED_SO_FAR, Standing, counts, standings
from .documents import MANDATE_PAPER, Document, document_of, documents_of, paper_name
from .files import (
    attachment_for,
    attachments_of_draft,
    kept_paper,
    newest_supplement,
    opened,
    paper_keys_of,
    result_of,
)
from .mandates import covers, enterprises_of, mandate_of, mandates_for_filing, mandates_of, phone_of
from .marks import marks_of, may_mark_papers, standing_marks
from .notes import may_read_notes, notes_of
from .orders import Effect, count_unfinished, effect_of, reckonings_of, transfers_of
from .pages import DossierPage, Mine, View, dossier_page, mine, views_of
from .progress import PublicProgress, StageView, is_late, public_progress
from .recent import Lately, lately
from .scope import (
    applied_for,
    by_code,
    dossier_for,
    draft_by_code,
    draft_for,
    is_applicant,
    only_administers,
    only_inspects,
    visible_to,
)
from .several import AT_ONCE, several, versions_taken_in
from .signals import Signals, signals
from .uploads import UnderWay, made_from, pages_of, upload_for, uploads_under_way
from .verification import Broken, chain_heads, verify_chain
from .worklist import (
    GROUPS,
    Narrowing,
    Neighbours,
    WorklistPage,
    WorklistRow,
    neighbours,
    waiting_for_signature,
    worklist,
)

__all__ = [
    "AT_ONCE",
    "COUNTED_SO_FAR",
    "GROUPS",
    "MANDATE_PAPER",
    "Broken",
    "Document",
    "DossierPage",
    "Effect",
    "Lately",
    "Mine",
    "Narrowing",
    "Neighbours",
    "PublicProgress",
    "Signals",
    "StageView",
    "Standing",
    "Unanswered",
    "UnderWay",
    "View",
    "WorklistPage",
    "WorklistRow",
    "answering_limit",
    "applied_for",
    "assistances_given",
    "assistances_received",
    "attachment_for",
    "attachments_of_draft",
    "bridge_by_token",
    "by_code",
    "chain_heads",
    "code_of_help",
    "count_unfinished",
    "counts",
    "covers",
    "document_of",
    "documents_of",
    "dossier_for",
    "dossier_page",
    "draft_by_code",
    "draft_for",
    "effect_of",
    "enterprises_of",
    "explanation_of",
    "filed_with",
    "help_given",
    "help_in_hand",
    "help_that_was",
    "is_applicant",
    "is_late",
    "journal_administered",
    "kept_paper",
    "lately",
    "made_from",
    "mandate_of",
    "mandates_for_filing",
    "mandates_of",
    "marks_of",
    "may_mark_papers",
    "may_read_notes",
    "mine",
    "neighbours",
    "newest_supplement",
    "notes_of",
    "only_administers",
    "only_inspects",
    "open_bridge_of",
    "opened",
    "pages_of",
    "paper_keys_of",
    "paper_name",
    "paper_of_bridge",
    "phone_of",
    "public_progress",
    "reckonings_of",
    "result_of",
    "several",
    "signals",
    "standing_marks",
    "standings",
    "team_results",
    "transfers_of",
    "unanswered",
    "upload_for",
    "uploads_under_way",
    "verify_chain",
    "versions_taken_in",
    "views_administered",
    "views_of",
    "visible_to",
    "waiting_for_signature",
    "worklist",
]
