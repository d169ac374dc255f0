"""Một Cửa: the one-stop desk and the online public services of Vietnamese local government."""
