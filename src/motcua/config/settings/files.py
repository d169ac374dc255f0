"""Uploaded files, generated papers and the site's own static files."""

from typing import Any

from motcua.config import environment
from motcua.config.settings.places import DATA_DIR, DEBUG

# Attachments are stored by content hash under here and are never served from a folder.
MEDIA_ROOT = DATA_DIR / "files"
# What has arrived and has not passed the gate yet; nothing is ever read from here by its name.
QUARANTINE = DATA_DIR / "quarantine"
# The largest file that is taken as a paper, and what one person may have under way and in drafts, all files together.
LARGEST_FILE = environment.number("MOTCUA_LARGEST_FILE_MB", 50) * 1024 * 1024
UPLOAD_QUOTA = environment.number("MOTCUA_UPLOAD_QUOTA_MB", 500) * 1024 * 1024
# How long a file that stopped half-way waits to be gone on with, counted from the last piece that arrived.
UPLOAD_HOURS = environment.number("MOTCUA_UPLOAD_HOURS", 48)
# How long a phone may photograph for a draft once its owner has shown it the code, and how many pages in that time.
BRIDGE_MINUTES = environment.number("MOTCUA_BRIDGE_MINUTES", 30)
BRIDGE_PAGES = environment.number("MOTCUA_BRIDGE_PAGES", 40)
# How long what was typed and not sent stays on the device of whoever fills in a form.
DEVICE_HOURS = environment.number("MOTCUA_DEVICE_HOURS", 24)
# An antivirus beside the gate: the address of a clamd, "host:port" or the path of its socket.
CLAMD = environment.text("MOTCUA_CLAMD")
ANTIVIRUS = "motcua.adapters.antivirus_clamd.Clamd" if CLAMD else ""
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
# Text of a form. Files are bounded apart, by the gate that reads them.
DATA_UPLOAD_MAX_MEMORY_SIZE = environment.number("MOTCUA_FORM_BYTES", 2_621_440)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 40
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_MAX_AGE = 60
_static = (
    "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else ("motcua.pages.styles.JoinedStylesStorage")
)
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _static},
}
