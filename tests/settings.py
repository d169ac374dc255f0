"""The settings of the tests: the application's own, with what a test needs otherwise."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "MOTCUA_DATA_DIR" not in os.environ:
    # Files of this run alone, in all its processes: the store is named by content, and an earlier run's would be found.
    _own = tempfile.mkdtemp(prefix="motcua-tests-")
    atexit.register(shutil.rmtree, _own, ignore_errors=True)
    os.environ["MOTCUA_DATA_DIR"] = _own
os.environ.setdefault("MOTCUA_SECRET_KEY", "a secret of the tests that protects nothing at all, fifty letters long")

from motcua.config.settings import *
from motcua.config.settings import DATA_DIR, STORAGES, environment
from motcua.config.settings.database import described
from tests.postgresql import running

DATA_DIR.mkdir(parents=True, exist_ok=True)
TEST_DATABASE = os.environ.get("MOTCUA_TEST_DATABASE", "sqlite")
if TEST_DATABASE == "postgres":
    _database = described(environment.text("MOTCUA_TEST_DATABASE_URL") or running() or "postgres:///postgres")
    _database["CONN_MAX_AGE"] = 0
    # Two runs on one server must not meet: named after whoever started this one (all its xdist processes share that).
    _database["TEST"] = {"NAME": f"test_motcua_{os.getppid()}"}
else:
    # A real file, so that the tests meet the same write-ahead log and locks as an office does; in memory where
    # the machine has room for it there, because safety against a power cut is not what they ask about.
    _memory = Path("/dev/shm")
    _roomy = os.access(_memory, os.W_OK) and shutil.disk_usage(_memory).free > 2**30
    _folder = (_memory if _roomy else Path(tempfile.gettempdir())) / f"motcua-tests-{os.getuid()}"
    _folder.mkdir(parents=True, exist_ok=True)
    _database = described(f"sqlite:///{_folder / 'unused.sqlite3'}")
    _database["TEST"] = {"NAME": str(_folder / f"tests-{os.getppid()}.sqlite3")}
DATABASES = {"default": _database}

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = DATA_DIR / "files"
# Results are signed on paper unless a test sets keys up: most tests ask about something else.
SIGNER = ""
