from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "motcua.delivery"
    label = "delivery"

    def ready(self) -> None:
        from . import subscriptions

        subscriptions.begin()
