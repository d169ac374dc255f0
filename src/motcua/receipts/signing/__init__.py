"""Signatures in PDF files (PAdES): preparing a file, putting the signature in, and checking a file somebody holds.

pyhanko is imported only inside the functions that need it: a web process that never signs does not carry it.
"""

from .configured import signer, stamp_roots, time_stamps, trusted_roots

__all__ = ["signer", "stamp_roots", "time_stamps", "trusted_roots"]
