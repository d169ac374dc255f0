"""Doors for other offices' programs; the same actions and queries as the pages, the same rights."""
