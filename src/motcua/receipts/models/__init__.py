"""Tables of the room: papers given out, and what is recorded of printing them, of slips and of the register."""

from .printing import Printing
from .receipt import Receipt
from .register import RegisterBook, RegisterExport
from .result import ResultDocument
from .slips import Slip, SlipLine, SlipTick

__all__ = ["Printing", "Receipt", "RegisterBook", "RegisterExport", "ResultDocument", "Slip", "SlipLine", "SlipTick"]
