"""One row for each public field of a record: name, type, description, value, and where it appears.

The API's schema and answers, JSON exports, tables, the PDF of a meeting and its page derive from these rows. Names of
fields are those of the models and never change, since programs depend on them. Values are those of the database, in
both languages if there are two; dates are as exact as they are known. Notes and names of editors, and drafts, are not
public.
"""
