"""Secrets, cookies, headers: safe unless the environment says otherwise."""

from urllib.parse import urlsplit

from motcua.config import environment
from motcua.config.secret import kept_secret
from motcua.config.settings.places import BASE_URL, DATA_DIR, DEMO_WANTED

SECRET_KEY = environment.text("MOTCUA_SECRET_KEY") or kept_secret(DATA_DIR / "secret-key")
SECRET_KEY_FALLBACKS = environment.listed("MOTCUA_SECRET_KEYS_BEFORE")

_address = urlsplit(BASE_URL)
ENCRYPTED = _address.scheme == "https"
ALLOWED_HOSTS = environment.listed("MOTCUA_ALLOWED_HOSTS") or [_address.hostname or "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [f"{_address.scheme}://{_address.netloc}"]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENCRYPTED
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = environment.number("MOTCUA_SESSION_HOURS", 8) * 3600
SESSION_ENGINE = "motcua.config.sessions"
CSRF_FAILURE_VIEW = "motcua.pages.signing_in.forgery"

SECURE_SSL_REDIRECT = ENCRYPTED
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENCRYPTED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENCRYPTED
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ENCRYPTED and environment.yes("MOTCUA_BEHIND_PROXY", True):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of our own stand in front, each of which writes down whom it saw: the outermost one's word counts.
PROXIES = max(1, environment.number("MOTCUA_PROXIES", 1))

# Nothing from elsewhere, no script or style inside a page, no frame around it.
CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}

LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
# Other ways to come in (an OIDC server, one-time codes) stand beside this one; see accounts.models.Identity.
AUTHENTICATION_BACKENDS = ["motcua.accounts.permissions.PasswordBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Whether officers must show a code of their authenticator beside the password: `required` or `optional`.
OFFICER_SECOND_FACTOR = environment.one_of(
    "MOTCUA_OFFICER_SECOND_FACTOR",
    ("required", "optional"),
    "required" if ENCRYPTED and not DEMO_WANTED else "optional",
)

# Look-ups by code from one network address, so that nobody goes through the codes one by one; 0 is no bound.
LOOKUPS_PER_MINUTE = environment.number("MOTCUA_LOOKUPS_PER_MINUTE", 60)
