"""What may be done with procedure versions; one file per verb, each one transaction."""

from .load_catalogue import load_catalogue
from .offer import offer, pass_on_offers, stop_offering
from .publish import publish
from .withdraw import withdraw

__all__ = ["load_catalogue", "offer", "pass_on_offers", "publish", "stop_offering", "withdraw"]
