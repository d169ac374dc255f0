"""The interface for other offices' programs."""
