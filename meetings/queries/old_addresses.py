"""The present address of a record whose old address a reader requests."""

from typing import Any, TypeVar

from django.db.models import Model

from meetings.models import Article, OldAddress
from meetings.models.kinds import KINDS_BY_NAME, RecordKind, list_kinds_with_pages
from meetings.queries import articles, between

Record = TypeVar("Record", bound=Model)

# First part of the address of the pages of a kind of record -> the kind.
FOLDERS = {kind.folder: kind for kind in list_kinds_with_pages()}
# The kinds of record that a page of two can have, in the order of look-up.
PARTIES = (KINDS_BY_NAME["country"], KINDS_BY_NAME["organisation"], KINDS_BY_NAME["official"])


def find_by_old_address(model: type[Record], slug: str) -> Record | None:
    """Return the record of `model` that had the address `slug` before; None if no existing record had it.

    Call it only if no record has that address now: a present address takes precedence over an old one.
    """
    kept = OldAddress.objects.filter(kind=model._meta.model_name, slug=slug.lower()).values("record_id")
    return model._default_manager.filter(pk__in=kept).first()


def is_old_address_of_other(model: type[Model], slug: str, pk: Any = None) -> bool:
    """Return whether a record of `model` other than the one with the id `pk` had the address `slug` before."""
    kept = OldAddress.objects.filter(kind=model._meta.model_name, slug=slug.lower())
    return kept.exclude(record_id=pk).exists() if pk is not None else kept.exists()


def present_path(path: str, *, drafts: bool = False) -> str | None:
    """Return `path`, of a page or of an export, with present addresses instead of old ones; None if it has no old one.

    Records that only editors may see count only with `drafts`. Call it only if `path` has no page.
    """
    *before, _folder = parts = path.split("/")
    for place, folder in enumerate(before):
        if folder in FOLDERS:
            _replace(parts, place + 1, (FOLDERS[folder],), drafts)
        elif folder == "between":
            for side in (place + 1, place + 2):
                if side < len(parts) and not between.find_party(parts[side].partition(".")[0]):
                    _replace(parts, side, PARTIES, drafts)
    present = "/".join(parts)
    return present if present != path else None


def _replace(parts: list[str], place: int, kinds: tuple[RecordKind, ...], drafts: bool) -> None:
    """Put the present address into `parts` at `place`, with the ending of a format that was there."""
    slug, dot, ending = parts[place].partition(".")
    for kind in kinds:
        record: Any = find_by_old_address(kind.model, slug) if slug else None
        if record and (drafts or _is_public(record)):
            parts[place] = kind.address_key(record) + dot + ending
            return


def _is_public(record: Any) -> bool:
    """Return whether all readers may see the page of `record`. Kinds without a review, such as topics, are public."""
    if isinstance(record, Article):
        return articles.find_article(record.slug) is not None
    return getattr(record, "review_state", "published") == "published"
