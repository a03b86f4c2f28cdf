"""Changes to the tables of an edition: read, made, checked, merged, and kept as drafts until they are published.

The door for everything that brings in data, files as `geo.tables.folder_files.read_files` gives them:

`changes.read_changes(before_files, after_files)`
    Row by row, what is not as it was.
`rewriting.apply_changes(files, changes)`
    The files with the changes made; every byte that they do not concern stays.
`outcome.check_files(files)`
    What the check of a folder says of them, each fault at its row; `outcome.list_new` leaves out what was there before.
`merge.merge(base, mine, theirs)`
    Two states that come from one, joined row by row; a row changed in both is a conflict.
`drafts.DraftStore(address).save(...)`
    Keeps files, or changes of an edition, as a draft, in the database of the editions.
"""
