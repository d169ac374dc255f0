"""The pages as a Django application: templates of the shell and static files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "motcua.pages"
    label = "pages"
    verbose_name = _("Các trang")
