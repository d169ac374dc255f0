"""Each verb of the law as a small form on the dossier page: one entry in the table per verb."""
