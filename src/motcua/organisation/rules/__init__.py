"""Rules on functions and authority, pure Python."""
