"""What parcels obey, in pure Python."""
