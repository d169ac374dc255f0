"""Vietnamese formats (vi)."""
