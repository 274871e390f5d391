"""What pages, API and exports ask of the archive. Read only; nothing here changes a record.

Unless a function says otherwise it answers for the public: published records only.
"""
