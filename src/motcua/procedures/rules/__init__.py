"""What a procedure is and how its form is filled in: pure Python, no clock, no database, no web.

``definition.parse`` reads one version of a procedure; ``gate.gate`` says what keeps it from being published.
``forms`` walks a person through the form: ``visible_pages``, ``clean_page``, ``missing``,
``submitted_answers``, ``display_rows``. ``limits`` and ``papers`` say how long, how much and which papers.
Each kind of field is one class in ``kinds``. What surrounds a form - the day, the divisions, the official
lists, the uploads - comes in as a ``FormContext``.
"""
