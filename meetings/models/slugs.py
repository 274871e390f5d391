"""Addresses of records: short, ASCII, readable, and not taken yet.

ASCII, since an Arabic address turns into a row of percent signs when a reader sends it in a message or prints it. The
address is made of the Latin name if there is one. Otherwise Mahdar writes the Arabic words in Latin letters: the names
of people as the English press writes them, other words one Arabic letter at a time, which is enough to tell addresses
apart and to read them aloud.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from typing import Any

from django.db import models
from django.utils.text import slugify

from meetings.gazetteer.latin_names import write_in_latin
from meetings.models.old_addresses import OldAddress
from meetings.text.fold import fold

# After folding: one Arabic letter for each sound (meetings/text/fold.py).
_LATIN = str.maketrans(
    {
        "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r",
        "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f",
        "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ء": "",
    }
)  # fmt: skip


def make_ascii_slug(text: str) -> str:
    """Return `text` in lower-case ASCII letters, digits and hyphens; empty if it has no letter with an ASCII form."""
    return slugify(fold(text).translate(_LATIN))


def make_unique_slug(
    model: type[models.Model], parts: Iterable[str], max_length: int | None = None, record: models.Model | None = None
) -> str:
    """Return an address, made of `parts`, that no other record of `model` has or ever had. One query.

    Mahdar cuts an address that is too long between words, and adds -2, -3 and so on to one that is taken.

    Args:
        model: The model; the address is a value of its public key (`slug` or `code`).
        parts: The parts of the address, without the empty ones. If all are empty, the address is the model's name.
        max_length: The longest address in characters, with the number; by default that of the field.
        record: The record that needs the address; it may get back one that it has or had.
    """
    field: Any = model._meta.get_field(model.natural_key_fields[0])  # type: ignore[attr-defined]
    longest: int = min(max_length or field.max_length, field.max_length)
    base = (
        "-".join(filter(None, (make_ascii_slug(str(part)) for part in parts if part))) or model._meta.model_name or "x"
    )
    base = _shortened(base, longest)
    # A number at the end may have shortened an address; its first characters are still the same.
    beginning = _shortened(base, max(longest - 8, 1))
    here = model._base_manager.filter(**{f"{field.name}__startswith": beginning})
    before = OldAddress.objects.filter(kind=model._meta.model_name, slug__startswith=beginning)
    if record is not None and record.pk is not None:
        here, before = here.exclude(pk=record.pk), before.exclude(record_id=record.pk)
    taken = set(
        here.order_by().values_list(field.name, flat=True).union(before.order_by().values_list("slug", flat=True))
    )
    return next(slug for slug in _candidates(base, longest) if slug not in taken)


def rate_address(slug: str, name_ar: str, name_en: str) -> tuple[bool, ...]:
    """Return a value by which readable addresses come before others when sorted.

    An address that writes Arabic words one letter at a time is hard to read, one that ends in a number says that it
    was the second choice.
    """
    words, _hyphen, ending = slug.lower().rpartition("-")
    has_number = bool(words) and ending.isdecimal()
    spelled, english = make_ascii_slug(name_ar), make_ascii_slug(name_en)
    is_spelled = bool(spelled) and spelled in slug.lower() and not (english and english in slug.lower())
    return is_spelled, has_number


def make_meeting_parts(day: date | None, side_codes: Iterable[str | None]) -> list[str]:
    """Return the parts of a meeting's address: its date, then its sides in their order (2023-11-03-iq-fr)."""
    return [day.isoformat() if day else "", *dict.fromkeys(code for code in side_codes if code)]


def name_parts(name_en: str, name_ar: str) -> list[str]:
    """Return the parts of a named record's address: its English name, or its Arabic name if it has no English one."""
    return [name_en if make_ascii_slug(name_en) else name_ar]


def make_person_parts(name_en: str, name_ar: str) -> list[str]:
    """Return the parts of a person's address: the English name, or the Arabic one in readable Latin letters."""
    return [name_en if make_ascii_slug(name_en) else write_in_latin(name_ar)]


def _candidates(base: str, longest: int) -> Iterator[str]:
    yield base
    for number in count(2):
        ending = f"-{number}"
        yield _shortened(base, longest - len(ending)) + ending


def _shortened(slug: str, longest: int) -> str:
    """Return `slug` with at most `longest` characters, cut between words unless its first word is too long."""
    if len(slug) <= longest:
        return slug
    cut = slug[: longest + 1].rpartition("-")[0] or slug[:longest]
    return cut.rstrip("-")
