"""The components as a Django application, so that their templates and template tags are found."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComponentsConfig(AppConfig):
    name = "motcua.pages.components"
    label = "components"
    verbose_name = _("Thành phần giao diện")
