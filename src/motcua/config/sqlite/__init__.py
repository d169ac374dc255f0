"""Django's SQLite backend with a sound SQLite library and a queue for writers."""
