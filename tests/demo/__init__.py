"""The demonstration: invented people, true answers."""
