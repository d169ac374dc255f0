"""Which public post carries papers and results."""

from motcua.config import environment
from motcua.config.settings.places import DEMO_WANTED

# The adapter of the post, or nothing: then the desk writes its parcels by hand. A demonstration has a post of its own.
PUBLIC_POST = environment.text("MOTCUA_PUBLIC_POST", "motcua.adapters.post_stub.StubPost" if DEMO_WANTED else "")
# For development: how the stub misbehaves at its first question.
POST_MISBEHAVES = environment.text("MOTCUA_POST_MISBEHAVES")
