"""A real OpenID provider (django-allauth) in a process of its own, in VNeID's shape; for tests only."""
