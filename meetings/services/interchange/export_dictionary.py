"""The data dictionary of an exchanged archive, in every language of the interface.

It is made from the models, so that it cannot become outdated.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from meetings.models.languages import list_language_codes
from meetings.services.interchange import VERSION
from meetings.services.interchange.tables import TABLES, ArchiveColumn, ArchiveTable


def write_dictionaries(counts: Mapping[str, int], with_texts: bool, with_files: bool) -> dict[str, str]:
    """Return the dictionary as file name -> text, one file for each language. `counts` is table -> number of rows."""
    made = {}
    for language in list_language_codes():
        with override(language):
            made[f"README.{language}.md"] = "\n".join([*_head(with_texts, with_files), *_tables(counts)]) + "\n"
    return made


def _head(with_texts: bool, with_files: bool) -> Iterator[str]:
    yield "# " + _("Mahdar, archive of diplomatic meetings")
    yield ""
    yield _("The whole public archive, as tables. Version %(version)s of the format.") % {"version": VERSION}
    yield ""
    yield "- " + _(
        "`jsonl/` has each table as JSON Lines: one record per line, types preserved. "
        "`import_archive` reads these files."
    )
    yield "- " + _(
        "`csv/` has the same rows for spreadsheets and statistics programs, in UTF-8. An "
        "apostrophe precedes text that a spreadsheet could take for a formula. Lists are written "
        "in JSON."
    )
    yield "- " + _("`archive.json` names the format and the number of rows of each table.")
    yield "- " + _(
        "Records are identified by their keys, which are those of the site's URLs. There are no "
        "row numbers. Only published records are included: no drafts, no notes, no names of "
        "editors."
    )
    yield "- " + _("Dates are ISO 8601. The precision column shows how much of a date is known; ignore the rest.")
    yield "- " + _(
        "A quote of the table `evidence` is the article's `raw_text` from character `start` up to but not including "
        "`end`, counted in Unicode code points."
    )
    yield ""
    yield "## " + _("Licence")
    yield ""
    yield _("The archive's own words and facts are under the licence in `LICENSE.txt`.")
    if with_texts:
        yield _(
            "Texts of outlets (`text_kind` is `original`) belong to these outlets. The licence does not cover them."
        )
    else:
        yield _(
            "Texts of outlets belong to these outlets. This file contains only the words "
            "quoted as evidence (`text_kind` is `excerpt`), with the URL of the whole text."
        )
    if with_files:
        yield _("`files/` has the files of the table `attachments` by their SHA-256; the table names each licence.")
    else:
        yield _("The files of the table `attachments` are not included; the table names the licence of each.")
    yield ""


def _tables(counts: Mapping[str, int]) -> Iterator[str]:
    yield "## " + _("Tables")
    for table in TABLES:
        number = counts[table.name]
        rows = ngettext("%(n)s row", "%(n)s rows", number) % {"n": number}
        yield ""
        yield f"### {table.name}: {table.model._meta.verbose_name_plural} ({rows})"
        yield ""
        yield _("Key: %(columns)s.") % {"columns": ", ".join(f"`{name}`" for name in table.key)}
        yield ""
        yield "| " + " | ".join((_("Column"), _("Type"), _("Meaning"))) + " |"
        yield "| --- | --- | --- |"
        for column in table.columns:
            yield f"| `{column.name}` | {_type(column)} | {_meaning(table, column)} |"


def _type(column: ArchiveColumn) -> str:
    if column.to:
        return _("key of %(table)s") % {"table": f"`{column.to}`"}
    field = column.field
    kinds: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
        (models.DateTimeField, pgettext("type of a column", "moment")),
        (models.DateField, pgettext("type of a column", "date")),
        (models.BooleanField, pgettext("type of a column", "yes or no")),
        (models.FloatField, pgettext("type of a column", "number")),
        (models.IntegerField, pgettext("type of a column", "whole number")),
        (models.JSONField, "JSON"),
    )
    name = next((name for kind, name in kinds if isinstance(field, kind)), pgettext("type of a column", "text"))
    return _("%(type)s, may be empty") % {"type": name} if field.null or field.blank else name


def _meaning(table: ArchiveTable, column: ArchiveColumn) -> str:
    field: Any = column.field
    if column.name == "record":
        return _("the current record: its key in the table of its kind")
    words = [str(field.verbose_name)]
    if field.help_text:
        words.append(str(field.help_text))
    if field.choices:
        words.append("; ".join(f"`{value}` {label}" for value, label in field.flatchoices))
    return ". ".join(word.rstrip(".") for word in words).replace("|", "\\|").replace("\n", " ")
