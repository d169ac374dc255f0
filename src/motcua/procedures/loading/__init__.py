"""Reads the catalogue's data into the room: ``reading`` knows files and no database, the others write rows."""
