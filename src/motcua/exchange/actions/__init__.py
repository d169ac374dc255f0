"""What is done with partners: given access, let in, remembered, told."""

from .answers import remembered
from .clients import create_client, revoke_client, rotate_secret
from .files import keep_partner_file
from .tokens import end_token, forget_old_tokens, give_token
from .webhooks import end_webhook, replay, rotate_webhook_secret, subscribe

__all__ = [
    "create_client",
    "end_token",
    "end_webhook",
    "forget_old_tokens",
    "give_token",
    "keep_partner_file",
    "remembered",
    "replay",
    "revoke_client",
    "rotate_secret",
    "rotate_webhook_secret",
    "subscribe",
]
