from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    name = "motcua.receipts"
    label = "receipts"

    def ready(self) -> None:
        from . import subscriptions

        subscriptions.begin()
