"""Addresses of records: short, ASCII, readable, and not taken yet.

ASCII, since an Arabic address turns into a row of percent signs when it is sent in a message or printed. What has a
Latin name is called by it; Arabic words are spelt in Latin letters, one letter for one letter, which is enough to tell
addresses apart and to read them aloud.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from typing import Any

from django.db import models
from django.utils.text import slugify

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


def ascii_slug(text: str) -> str:
    """Return `text` in lower-case ASCII letters, digits and hyphens; empty when nothing of it can be written so."""
    return slugify(fold(text).translate(_LATIN))


def unique_slug(
    model: type[models.Model], parts: Iterable[str], max_length: int | None = None, record: models.Model | None = None
) -> str:
    """Return an address for a record of `model` made of `parts` (empty ones are left out) that no record has or ever
    had.

    The field is the model's public key (`slug` or `code`); `max_length` (characters, the number included) is that
    field's own unless given. Too long an address is cut between words; one that is taken gets -2, -3 and so on. When no
    part says anything, the model's name stands in. What `record` itself has or had is free for it. One query.
    """
    field: Any = model._meta.get_field(model.natural_key_fields[0])  # type: ignore[attr-defined]
    longest: int = min(max_length or field.max_length, field.max_length)
    base = "-".join(filter(None, (ascii_slug(str(part)) for part in parts if part))) or model._meta.model_name or "x"
    base = _shortened(base, longest)
    # What a number may have made shorter begins with the same first characters.
    beginning = _shortened(base, max(longest - 8, 1)) if len(base) > longest - 8 else base
    here = model._base_manager.filter(**{f"{field.name}__startswith": beginning})
    before = OldAddress.objects.filter(kind=model._meta.model_name, slug__startswith=beginning)
    if record is not None and record.pk is not None:
        here, before = here.exclude(pk=record.pk), before.exclude(record_id=record.pk)
    taken = set(
        here.order_by().values_list(field.name, flat=True).union(before.order_by().values_list("slug", flat=True))
    )
    return next(slug for slug in _candidates(base, longest) if slug not in taken)


def meeting_parts(day: date | None, side_codes: Iterable[str | None]) -> list[str]:
    """Return what a meeting's address is made of: its date, then its sides in their order (2023-11-03-iq-fr)."""
    return [day.isoformat() if day else "", *dict.fromkeys(code for code in side_codes if code)]


def name_parts(name_en: str, name_ar: str) -> list[str]:
    """Return what the address of something named is made of: its English name, or else its Arabic one."""
    return [name_en if ascii_slug(name_en) else name_ar]


def _candidates(base: str, longest: int) -> Iterator[str]:
    yield base
    for number in count(2):
        ending = f"-{number}"
        yield _shortened(base, longest - len(ending)) + ending


def _shortened(slug: str, longest: int) -> str:
    """Return `slug` in at most `longest` characters, cut between words unless its first word alone is too long."""
    if len(slug) <= longest:
        return slug
    cut = slug[: longest + 1].rpartition("-")[0] or slug[:longest]
    return cut.rstrip("-")
