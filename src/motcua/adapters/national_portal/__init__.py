"""The national portal's dossier and progress messages: mapping as data, one session, and a stub to work against."""

from motcua.adapters.national_portal.portal import Portal

__all__ = ["Portal"]
