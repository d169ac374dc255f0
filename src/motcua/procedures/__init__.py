"""What may be asked of an office: procedures in immutable versions, their forms, papers, stages, limits and fees.

It is: the catalogue (loaded from data), the publish gate, which office offers what and since when, the
administrative divisions and official lists that forms ask for.
It is not: a dossier and what happens to it (`dossiers`), nor the offices and people themselves (`organisation`).
`rules` is pure and may be used by any room above; rows are reached through `queries` and `actions` only.
"""
