"""Messages to people: an outbox written in the transaction that caused it, templates, delivery by a worker through
ports.

It is not: printed or verifiable papers (`receipts`) nor internal notes on a dossier (`dossiers`).
"""
