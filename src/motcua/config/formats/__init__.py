"""Vietnamese formats for dates, times and numbers."""
