"""Backups of a whole site: drafts, users, history, waiting texts and originals too, which the interchange leaves out.

A backup is a tar of the manifest, the database, the files and their checksums, in this order, compressed with gzip. A
tar is written and read as a stream, so it passes through a program that encrypts it and needs no second copy on the
disk, and every Unix opens it without Mahdar. The manifest is the first member, so that a backup that does not fit is
refused at once; the checksums are the last, so that each file is read once, and a file that was cut off lacks them.

`places` lists the files of a site, `use_lock` says whether a process uses it; `sqlite` and `postgresql` copy databases,
`table_hashes` compares them; `manifest`, `encryption`, `packing` and `rotation` write backups; `unpacking` and
`restoring` read them and trust nothing in them.
"""

FORMAT = "mahdar-backup"
VERSION = 1  # of the format; a later one is refused
MANIFEST = "manifest.json"
CHECKSUMS = "SHA256SUMS"  # in the format of sha256sum -c
MEDIA = "media/"  # before the names of originals
DATA = "data/"  # before the names of other files of the data folder


class BackupError(Exception):
    """A backup cannot be written or restored; the message tells the user of the command why and what to do."""
