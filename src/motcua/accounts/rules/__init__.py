"""Rules on credentials, pure Python."""
