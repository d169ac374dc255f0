"""Money: what a dossier costs, who has paid it and how, receipts, refunds, the cash book and the bank's own word."""
