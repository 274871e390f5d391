"""Where a record is that is no longer at the address somebody asks for."""

from typing import Any, TypeVar

from django.db.models import Model

from meetings.models import Article, OldAddress
from meetings.models.kinds import BY_NAME, RecordKind, with_pages
from meetings.queries import articles, between

Record = TypeVar("Record", bound=Model)

# The part of an address under which the records of a kind have their pages -> the kind.
FOLDERS = {kind.folder: kind for kind in with_pages()}
# What a page of two is about, in the order of looking up.
PARTIES = (BY_NAME["country"], BY_NAME["organisation"], BY_NAME["official"])


def current(model: type[Record], slug: str) -> Record | None:
    """Return the record of `model` that had the address `slug` before; None where none had, or where it is gone.

    Ask only when no record has that address now: a record always comes before an old address.
    """
    kept = OldAddress.objects.filter(kind=model._meta.model_name, slug=slug.lower()).values("record_id")
    return model._default_manager.filter(pk__in=kept).first()


def is_anothers(model: type[Model], slug: str, pk: Any = None) -> bool:
    """Return whether another record of `model` than the one numbered `pk` had the address `slug` before."""
    kept = OldAddress.objects.filter(kind=model._meta.model_name, slug=slug.lower())
    return kept.exclude(record_id=pk).exists() if pk is not None else kept.exists()


def present_path(path: str, *, drafts: bool = False) -> str | None:
    """Return `path`, of a page or of one of its exports, with the old addresses in it replaced by present ones; None
    when nothing in it has moved. A record that only the desk may see counts with `drafts` alone.

    Ask only when there is nothing at `path`.
    """
    *before, _folder = parts = path.split("/")
    for place, folder in enumerate(before):
        if folder in FOLDERS:
            _replace(parts, place + 1, (FOLDERS[folder],), drafts)
        elif folder == "between":
            for side in (place + 1, place + 2):
                if side < len(parts) and not between.party(parts[side].partition(".")[0]):
                    _replace(parts, side, PARTIES, drafts)
    present = "/".join(parts)
    return present if present != path else None


def _replace(parts: list[str], place: int, kinds: tuple[RecordKind, ...], drafts: bool) -> None:
    """Put the present address into `parts` at `place`, keeping the ending that names a format."""
    slug, dot, ending = parts[place].partition(".")
    for kind in kinds:
        record: Any = current(kind.model, slug) if slug else None
        if record and (drafts or _is_public(record)):
            parts[place] = kind.address_key(record) + dot + ending
            return


def _is_public(record: Any) -> bool:
    """Return whether everyone may see the page of `record`; of lists such as topics everyone may see all."""
    if isinstance(record, Article):
        return articles.article(record.slug) is not None
    return getattr(record, "review_state", "published") == "published"
