from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "motcua.correspondence"
    label = "correspondence"

    def ready(self) -> None:
        from . import subscriptions

        subscriptions.begin()
