"""Pages for a person who files a dossier and follows it."""
