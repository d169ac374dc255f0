"""Advisory teams beyond their members: what they have to work with, what they were trained in."""
