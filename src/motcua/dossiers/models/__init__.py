"""Tables of the room; decisions live in `rules` and `actions`."""

from .assistance import Assistance, AssistanceLook
from .attachment import Attachment
from .dossier import Dossier, Draft
from .journal import ChainHead, CodeCounter, JournalEntry, PersonalDataView
from .mandate import Enterprise, Mandate
from .mark import PaperMark
from .note import InternalNote
from .orders import Reckoning, Transfer
from .requests import Consultation, Extension, FinancialObligation, Result, SupplementRequest
from .tally import Tally
from .uploading import PaperBridge, PartialUpload

__all__ = [
    "Assistance",
    "AssistanceLook",
    "Attachment",
    "ChainHead",
    "CodeCounter",
    "Consultation",
    "Dossier",
    "Draft",
    "Enterprise",
    "Extension",
    "FinancialObligation",
    "InternalNote",
    "JournalEntry",
    "Mandate",
    "PaperBridge",
    "PaperMark",
    "PartialUpload",
    "PersonalDataView",
    "Reckoning",
    "Result",
    "SupplementRequest",
    "Tally",
    "Transfer",
]
