"""Addresses for programs: the token endpoint, and the interface by version."""

from django.urls import include, path

from motcua.api.v1 import addresses

urlpatterns = [
    path("oauth/", include((addresses.TOKENS, "oauth"))),
    path("v1/", include((addresses.urlpatterns, "api"))),
]
