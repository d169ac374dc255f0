"""Pages for the people who work at the desk and behind it."""
