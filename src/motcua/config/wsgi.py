"""What the web server runs."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from motcua.config.headers import only_utf8
from motcua.organisation.rules import scope

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
# A web server shows no guarded row before a request has said who asks.
scope.begin_with_nothing()
application = only_utf8(get_wsgi_application())
# Read all addresses now: a broken one stops the start instead of the first visitor.
get_resolver().url_patterns  # noqa: B018
