"""What happens to teams: their machines are counted, courses are held."""

from .count_equipment import count_equipment
from .hold_training import hold_training

__all__ = ["count_equipment", "hold_training"]
