"""Who carries messages to people, and what the site says about itself."""

from motcua.config import environment
from motcua.config.settings.places import BASE_URL, DATA_DIR

# Channel → its providers in order, each `name=address`; the next is asked where one fails. Until an office names its
# own, SMS and e-mail go into the data folder. The addresses hold passwords: MOTCUA_SMS_PROVIDERS_FILE names a file.
PROVIDERS = {
    "sms": environment.providers("MOTCUA_SMS_PROVIDERS", "folder=folder:"),
    "email": environment.providers("MOTCUA_EMAIL_PROVIDERS", "mail=django:"),
    "zalo": environment.providers("MOTCUA_ZALO_PROVIDERS", ""),
}
PROVIDER_BUILDER = "motcua.adapters.providers.built"
EMAIL_HOST = environment.text("MOTCUA_EMAIL_HOST")
EMAIL_PORT = environment.number("MOTCUA_EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("MOTCUA_EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("MOTCUA_EMAIL_PASSWORD")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = environment.text("MOTCUA_EMAIL_FROM", f"mot-cua@{BASE_URL.partition('://')[2].partition(':')[0]}")
# Letters are signed where there is a key: the private key's file, the selector and domain of the DNS record.
DKIM_KEY_FILE = environment.text("MOTCUA_DKIM_KEY_PATH")
DKIM_SELECTOR = environment.text("MOTCUA_DKIM_SELECTOR", "motcua")
DKIM_DOMAIN = environment.text("MOTCUA_DKIM_DOMAIN", DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> "))

_said = {
    "name": environment.text("MOTCUA_SITE_NAME"),
    "about": environment.text("MOTCUA_SITE_ABOUT"),
    "help_phone": environment.text("MOTCUA_HELP_PHONE"),
}
MOTCUA_SITE = {name: words for name, words in _said.items() if words}
