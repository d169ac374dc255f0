from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "motcua.correspondence"
    label = "correspondence"

    def ready(self) -> None:
        from . import subscriptions
        from .actions import tell_of_money_and_parcels

        subscriptions.begin()
        tell_of_money_and_parcels.begin()
