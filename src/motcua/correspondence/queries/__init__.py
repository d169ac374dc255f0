"""Reading messages, their words and their fate, always of the person's own or of the offices they look after."""

from .choices import choices
from .outbox import (
    Outbox,
    dead_letter_administered,
    dead_letters,
    forget_unread,
    messages_of,
    outbox,
    unread,
)
from .wordings import Wording, wording

__all__ = [
    "Outbox",
    "Wording",
    "choices",
    "dead_letter_administered",
    "dead_letters",
    "forget_unread",
    "messages_of",
    "outbox",
    "unread",
    "wording",
]
