"""Writing messages into the outbox, and carrying them out of it."""

from .deliver import deliver
from .enqueue import enqueue
from .read import mark_read
from .resend import resend
from .tell_officer import tell_officer

__all__ = ["deliver", "enqueue", "mark_read", "resend", "tell_officer"]
