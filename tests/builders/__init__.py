"""Builders of what tests begin with; a dossier in a state is built by running the real actions."""
