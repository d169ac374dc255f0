"""Tables of the room; decisions live in `rules` and `actions`."""

from .attachment import Attachment
from .dossier import Dossier, Draft
from .journal import ChainHead, CodeCounter, JournalEntry, PersonalDataView
from .orders import Reckoning, Transfer
from .requests import Consultation, Extension, FinancialObligation, Result, SupplementRequest
from .tally import Tally

__all__ = [
    "Attachment",
    "ChainHead",
    "CodeCounter",
    "Consultation",
    "Dossier",
    "Draft",
    "Extension",
    "FinancialObligation",
    "JournalEntry",
    "PersonalDataView",
    "Reckoning",
    "Result",
    "SupplementRequest",
    "Tally",
    "Transfer",
]
