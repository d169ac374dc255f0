"""Writing messages into the outbox, and carrying them out of it."""

from .deliver import deliver
from .enqueue import enqueue
from .looking_after import give_up, resend_administered
from .read import mark_read
from .resend import resend
from .tell_officer import tell_officer

__all__ = ["deliver", "enqueue", "give_up", "mark_read", "resend", "resend_administered", "tell_officer"]
