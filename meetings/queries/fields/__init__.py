"""One row for each field that leaves the archive: name, type, description, value, and where it is shown.

The API's schema and answers, JSON exports, tables, the PDF of a meeting and its page derive from these rows. Names of
fields are those of the models and stay as they are: programs depend on them. Values are those of the database, in both
languages where there are two; dates are no more exact than they are known. Editors' notes, their names and drafts
stay out.
"""
