"""What is written to the log: events and identifiers, never what a person typed."""

from motcua.config import environment

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "motcua.config.logs.PlacesOnly",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environment.text("MOTCUA_LOG_LEVEL", "WARNING")},
    "loggers": {
        "motcua": {"level": environment.text("MOTCUA_LOG_LEVEL", "INFO")},
        # Django would mail error pages, which hold what people typed; we log the place only.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        # It tells of every oddity of an uploaded paper.
        "pypdf": {"level": "CRITICAL"},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
