"""Where this installation keeps its files, and under which address people reach it."""

from pathlib import Path
from urllib.parse import urlsplit

from motcua.config import environment

DATA_DIR = Path(environment.text("MOTCUA_DATA_DIR", "var")).absolute()
PORT = environment.number("MOTCUA_PORT", 8000)
BASE_URL = environment.text("MOTCUA_BASE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
DEBUG = environment.yes("MOTCUA_DEBUG")
# An installation begins as a demonstration that shows its sign-ins. Never by itself where others can reach it: everyone
# knows the password.
DEMO_WANTED = environment.yes("MOTCUA_DEMO", urlsplit(BASE_URL).hostname in {"127.0.0.1", "::1", "localhost"})
# Said in the frame of every page: whose site it is, and the number to call.
SITE_NAME = environment.text("MOTCUA_SITE_NAME", "Cổng dịch vụ công")
HELP_PHONE = environment.text("MOTCUA_HELP_PHONE", "1022")

# While the system is being worked on: until when (2026-11-22T05:00+07:00), or 1 where nobody knows.
MAINTENANCE = environment.moment_or_yes("MOTCUA_MAINTENANCE")
