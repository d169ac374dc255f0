"""Which parts of a procedure are sentences for people, and so may be read in another language."""

READ_BY_PEOPLE = frozenset(
    {
        "name",
        "short_name",
        "note",
        "notes",
        "title",
        "intro",
        "label",
        "hint",
        "why",
        "summary",
        "citizen_words",
        "text",
        "row_name",
        "unit",
    }
)
"""The parts of a definition, and of the catalogue's files, that are sentences for people."""
