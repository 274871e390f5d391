"""Reading a whole archive that `meetings.queries.interchange` wrote: into an empty archive, or beside what is there.

`parcel` opens the file and trusts nothing in it, `checking` holds every row against the models and against the others
before anything is stored, `storing` stores it.
"""
