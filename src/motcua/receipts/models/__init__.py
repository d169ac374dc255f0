"""Tables of the room: papers given out, and what is recorded of printing them."""

from .receipt import Receipt

__all__ = ["Receipt"]
