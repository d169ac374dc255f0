"""What goes between this house and other programs."""

from motcua.config import environment

# Requests of one program in a minute; 0 is no bound.
API_REQUESTS_PER_MINUTE = environment.number("MOTCUA_API_REQUESTS_PER_MINUTE", 600)
# Wrong secrets from one network address in a minute.
API_WRONG_SECRETS_PER_MINUTE = environment.number("MOTCUA_API_WRONG_SECRETS_PER_MINUTE", 20)
WEBHOOK_POSTMAN = environment.text("MOTCUA_WEBHOOK_POSTMAN", "motcua.adapters.webhook_https.HttpsPostman")
# For development alone: webhooks to one's own machine, over plain http.
WEBHOOKS_PRIVATE = environment.yes("MOTCUA_WEBHOOKS_PRIVATE")
# The adapter of the national portal, or nothing; `motcua portal_stub` stands for it in development.
NATIONAL_PORTAL = environment.text("MOTCUA_NATIONAL_PORTAL")
NATIONAL_PORTAL_URL = environment.text("MOTCUA_NATIONAL_PORTAL_URL", "http://127.0.0.1:8099")
NATIONAL_PORTAL_USER = environment.text("MOTCUA_NATIONAL_PORTAL_USER", "motcua")
NATIONAL_PORTAL_PASSWORD = environment.text("MOTCUA_NATIONAL_PORTAL_PASSWORD")
NATIONAL_PORTAL_SECONDS = environment.number("MOTCUA_NATIONAL_PORTAL_SECONDS", 10)
