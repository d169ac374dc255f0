"""The law of a dossier's life, pure Python: states and verbs, refusals, numbering, the journal's chain, clocks."""
