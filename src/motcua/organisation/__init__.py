"""The tree of agencies of any depth, dated, with successors; posts, holders, delegations, leave; each unit's calendar.

It is not: accounts and sign-in (`accounts`), nor what a post may do to a dossier (`dossiers.permissions` decides
that from the functions a person holds here). Rooms above call `queries`, `permissions` and `actions`.
"""
