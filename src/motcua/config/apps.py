"""The joining place as a Django app: its commands."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "motcua.config"
    label = "config"
    verbose_name = "Một Cửa"

    def ready(self) -> None:
        from . import checks

        checks.begin()
