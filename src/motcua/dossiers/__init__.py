"""What was asked: one dossier's life from filing to result — states, journal, clocks, attachments, numbering. The
heart.

It is not: what may be asked (`procedures`), who people are (`accounts`, `organisation`), what people are told
(`correspondence`) or printed papers (`receipts`). Pages, API, commands and workers call `actions` to change a dossier
and
`queries` to read it; rooms above hear `events`. Nobody else touches its tables.
"""
