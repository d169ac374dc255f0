"""Who signs in: citizens and officers, their credentials and sessions.

It is not: what a person may do in an office (that is `organisation`, by post) and not the owner of a dossier (a dossier
keeps its owner's data itself; a submitter has an account). Any room above may call `actions` and `queries`.
"""
