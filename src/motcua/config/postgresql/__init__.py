"""Django's PostgreSQL backend, telling the server whose rows may be seen."""
