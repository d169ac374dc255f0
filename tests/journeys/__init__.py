"""Stories of citizens and officers, from the first page to the last, in a real Chromium."""
