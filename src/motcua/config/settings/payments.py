"""Which gateway collects fees online, and how long it is waited for; accounts of offices are set by administrators."""

from motcua.config import environment

# The adapter of the gateway, or nothing: then fees are paid by transfer and at the desk. `motcua gateway_stub` stands
# for it in development.
PAYMENT_GATEWAY = environment.text("MOTCUA_PAYMENT_GATEWAY")
PAYMENT_GATEWAY_URL = environment.text("MOTCUA_PAYMENT_GATEWAY_URL", "http://127.0.0.1:8097/pay")
PAYMENT_GATEWAY_QUESTION_URL = environment.text(
    "MOTCUA_PAYMENT_GATEWAY_QUESTION_URL", "http://127.0.0.1:8097/merchant_webapi/api/transaction"
)
PAYMENT_GATEWAY_TERMINAL = environment.text("MOTCUA_PAYMENT_GATEWAY_TERMINAL")
PAYMENT_GATEWAY_SECRET = environment.text("MOTCUA_PAYMENT_GATEWAY_SECRET")
PAYMENT_GATEWAY_SECONDS = environment.number("MOTCUA_PAYMENT_GATEWAY_SECONDS", 10)
