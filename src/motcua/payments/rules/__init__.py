"""What money obeys, in pure Python: no clock, no database, no network; amounts are whole đồng."""
