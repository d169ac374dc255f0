"""Rules of the room, pure Python."""
