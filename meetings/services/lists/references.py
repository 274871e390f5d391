"""The cells that refer to other records, by a key that decides and by a name for people."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from meetings.models.languages import choose_by_language
from meetings.services.lists.cells import Cell
from meetings.text.fold import fold

MIN_LIKENESS = 70  # of 100: a key or a name that is less like the typed one is not named in the error
MAX_NEAR_MATCHES = 3


def read_key(text: str) -> str:
    """Return the key in a cell: the key itself, or the last part of the address of the record's page."""
    text = text.strip()
    return text.rstrip("/").rpartition("/")[2] if text.startswith(("http://", "https://")) else text


def name_near(text: str, known: Iterable[str]) -> str:
    """Return the question about what is nearly called `text`, with a blank in front; empty without any."""
    found = process.extract(fold(text), known, scorer=fuzz.ratio, score_cutoff=MIN_LIKENESS, limit=MAX_NEAR_MATCHES)
    names = choose_by_language("، ", ", ").join(choose_by_language(f"«{one}»", f"“{one}”") for one, *_more in found)
    return " " + _("Did you mean %(names)s?") % {"names": names} if names else ""


class Finder:
    """A finder of records of one kind by their keys, or by their names in any spelling; it reads the table once."""

    def __init__(self, records: QuerySet[Any], called: Callable[[Any], Iterable[str]]) -> None:
        self.records, self.called = records, called

    @cached_property
    def known(self) -> dict[str, list[Any]]:
        """Folded name -> the records with that name."""
        known: dict[str, list[Any]] = {}
        for record in self.records.all():
            for key in {fold(name) for name in self.called(record) if name}:
                known.setdefault(key, []).append(record)
        return known

    @cached_property
    def keys(self) -> dict[str, Any]:
        """Key in lower case -> record."""
        every = (record for some in self.known.values() for record in some)
        return {get_key(record).lower(): record for record in every}

    @property
    def kind_name(self) -> str:
        """The kind of record for people."""
        return str(self.records.model._meta.verbose_name)

    def knows(self, text: str) -> bool:
        """Return whether any record is called `text`."""
        return fold(text) in self.known

    def find_by_key(self, text: str) -> Any:
        """Return the record with this key. Raises ValueError, with the nearest keys, if there is none."""
        found = self.keys.get(read_key(text).lower())
        if found is None:
            raise ValueError(self.make_refusal(text, self.keys))
        return found

    def find(self, text: str) -> Any:
        """Return the only record that is called `text`. Raises ValueError if there is none or several."""
        found = self.known.get(fold(read_key(text)), [])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValueError(self.make_refusal(text, self.known))
        codes = choose_by_language("، ", ", ").join(get_key(one) for one in found[:5])
        several = _("“%(text)s” can mean several records (%(kind)s). Enter its URL: %(codes)s.")
        raise ValueError(several % {"text": text[:80], "kind": self.kind_name, "codes": codes})

    def make_refusal(self, text: str, known: Iterable[str]) -> str:
        """Return the error for a text that names no record, with what is nearly called so."""
        refusal = _("“%(text)s” is not in the archive (%(kind)s).") % {"text": text[:80], "kind": self.kind_name}
        return refusal + name_near(read_key(text)[:80], list(known))


def get_key(record: Any) -> str:
    """Return the public key of a record: its slug or code."""
    return str(getattr(record, record.natural_key_fields[0]))


class RecordCell(Cell):
    """A column that refers to a record: written with its name or by `shown`, read by any of its names.

    `key` is the column with the record's key, which decides where both columns have a text.
    """

    def __init__(
        self,
        name: str,
        label: Any,
        finder: Callable[[], Finder],
        *,
        shown: Callable[[Any], str] = str,
        key: str = "",
        **options: Any,
    ) -> None:
        super().__init__(name, label, **options)
        self.make_finder, self.shown, self.key = finder, shown, key

    @cached_property
    def finder(self) -> Finder:
        """Return the finder, made when the first cell is read."""
        return self.make_finder()

    def get_related(self, record: Any) -> Any:
        """Return the record that `record` refers to, if any."""
        return getattr(record, self.attribute) if getattr(record, f"{self.attribute}_id") else None

    def show(self, record: Any) -> str:
        related = self.get_related(record)
        return self.shown(related) if related else ""

    def read(self, text: str, record: Any) -> Model | None:
        return self.finder.find(text) if text else None

    def save(self, instance: Any, row: dict[str, Any], is_m2m: bool = False, **options: Any) -> None:
        if not str(row.get(self.key) or "").strip():
            super().save(instance, row, is_m2m, **options)


class ReferenceKey(Cell):
    """The column with the key of the record that another column names; it decides which of several is meant."""

    def __init__(self, name: str, label: Any, named: RecordCell, *, hint: Any = "") -> None:
        super().__init__(name, label, hint=hint)
        self.named = named

    def show(self, record: Any) -> str:
        related = self.named.get_related(record)
        return get_key(related) if related else ""

    def save(self, instance: Any, row: dict[str, Any], is_m2m: bool = False, **options: Any) -> None:
        text, name = self.get_text(row), row.get(self.named.column_name)
        if not text:
            if name is None:
                setattr(instance, self.named.attribute, None)
            return
        name = str(name or "").strip()
        is_same_name = not name or self.named.is_unchanged(name, instance)
        if self.is_unchanged(text, instance) and is_same_name:
            return
        found = self.named.finder.find_by_key(text)
        if not is_same_name and found not in self.named.finder.known.get(fold(name), []):
            wrong = _(
                "“%(key)s” is “%(record)s”, but the column “%(column)s” says “%(name)s”. Correct one of them, or leave "
                "this cell empty."
            )
            values = {"key": text[:60], "record": found, "column": self.named.label, "name": name[:60]}
            raise ValueError(wrong % values)
        setattr(instance, self.named.attribute, found)


def make_pair(named: RecordCell, label: Any, hint: Any = "") -> tuple[RecordCell, ReferenceKey]:
    """Return the column that names a record, and that with its key."""
    return named, ReferenceKey(named.key, label, named, hint=hint)
