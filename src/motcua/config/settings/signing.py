"""Who signs results, with which keys; decision «The leader signs, the clerk numbers and seals»."""

from motcua.config import environment
from motcua.config.settings.places import DATA_DIR, DEMO_WANTED

# Empty: results are signed on paper. A demonstration signs with keys that it makes for itself.
SIGNER = environment.text("MOTCUA_SIGNER", "motcua.adapters.signing_file.FileKeys" if DEMO_WANTED else "")
SIGNING_FOLDER = environment.text("MOTCUA_SIGNING_FOLDER", str(DATA_DIR / "signing"))
SIGNING_PASSWORD = environment.text("MOTCUA_SIGNING_PASSWORD")
SIGNING_MAKES_KEYS = environment.yes("MOTCUA_SIGNING_MAKES_KEYS", DEMO_WANTED)
# A folder of PEM files, or one file: the roots under which a signature counts as one of ours.
SIGNING_ROOTS = environment.text("MOTCUA_SIGNING_ROOTS", str(DATA_DIR / "signing" / "roots"))
SIGNING_REMOTE_URL = environment.text("MOTCUA_SIGNING_REMOTE_URL")
SIGNING_REMOTE_TOKEN = environment.text("MOTCUA_SIGNING_REMOTE_TOKEN")
SIGNING_REMOTE_SECONDS = environment.number("MOTCUA_SIGNING_REMOTE_SECONDS", 8)
SIGNING_PKCS11_LIBRARY = environment.text("MOTCUA_SIGNING_PKCS11_LIBRARY")
SIGNING_PKCS11_TOKEN = environment.text("MOTCUA_SIGNING_PKCS11_TOKEN")
SIGNING_PKCS11_PIN = environment.text("MOTCUA_SIGNING_PKCS11_PIN")

# Time stamps of an authority (RFC 3161) on every signature. Where one is named, nothing is signed without its stamp
# unless MOTCUA_TIMESTAMP_REQUIRED is 0.
TIMESTAMPS = "motcua.adapters.timestamp_http.HttpTimeStamps"
TIMESTAMP_URL = environment.text("MOTCUA_TIMESTAMP_URL")
TIMESTAMP_REQUIRED = environment.yes("MOTCUA_TIMESTAMP_REQUIRED", True)
TIMESTAMP_SECONDS = environment.number("MOTCUA_TIMESTAMP_SECONDS", 8)
TIMESTAMP_LOGIN = environment.text("MOTCUA_TIMESTAMP_LOGIN")
TIMESTAMP_ROOTS = environment.text("MOTCUA_TIMESTAMP_ROOTS")
