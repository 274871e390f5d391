"""Taking down the text of an article permanently, as a court or a rights holder may demand.

The facts stay: the meetings, who met whom, and that the article reports them. All words of the text go: the text, the
original file, the quotes of evidence and of disagreements, the copy at the desk, what older versions hold of them, and
exports that are kept. Evidence is deleted, since it is nothing but words and their place in a removed text.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from meetings.models import Article, Attachment, Disagreement, Evidence, FormDraft, Incoming, Meeting, Original
from meetings.services.erasure import clean_versions, erasing
from meetings.services.export_folder import get_export_folder
from meetings.services.history import Way, keep, recorded
from meetings.services.rows import split_ids

# The columns of an article that have words of its text, and what they are without it.
_ERASED: dict[str, Any] = {
    "raw_text": "",
    "sha256": None,
    "published_words": "",
    "date_statements": [],
    "original_id": None,
    "file_name": "",
}
_MIN_RECOGNISED_CHARACTERS = 40  # of a line of the text, by which a form that was kept is recognised


class TakedownRefusedError(Exception):
    """The article has no text that could be taken down."""


@dataclass(frozen=True, slots=True)
class TakenDown:
    """What was removed, in numbers."""

    characters: int
    evidence: int
    disagreements: int
    versions: int
    files: int
    exports: int


def take_down(article: Article, reason: str = "", user: Any = None) -> TakenDown:
    """Remove the text of `article` permanently; the history records that, and the reason, without the text.

    Args:
        article: The article.
        reason: For the history and the audit log; the public does not see it.
        user: Who acts; None for a command.

    Raises:
        TakedownRefusedError: The archive has no text of this article.
    """
    if not article.raw_text:
        raise TakedownRefusedError(str(article.slug))
    _overwrite_deleted_pages()
    text, names = article.raw_text, _list_originals(article)
    with erasing():
        counted = _erase_rows(article, reason, user)
        versions = clean_versions(("article", "meeting"), _Eraser(article.pk).erase)
        _erase_desk(article, text)
        files = [path for path in map(_delete_original, names) if path]
    for storage, path in files:
        storage.delete(path)
    exports = _delete_exports()
    _overwrite_deleted_pages()
    return TakenDown(len(text), *counted, versions, len(files), exports)


def _erase_rows(article: Article, reason: str, user: Any) -> tuple[int, int]:
    """Erase the text and what quotes it, as one action of the history; return how many quotes there were."""
    evidence, disagreements = Evidence.objects.filter(article=article), Disagreement.objects.filter(article=article)
    with recorded(user, reason, way=Way.COMMAND):
        keep(Article.objects.filter(pk=article.pk), Meeting.objects.filter(evidence__article=article))
        LogEntry.objects.filter(
            content_type__app_label="meetings", content_type__model="evidence",
            object_id__in=[str(pk) for pk in evidence.values_list("pk", flat=True)],
        ).update(object_repr="", change_message="")  # fmt: skip
        counted = evidence.count(), disagreements.count()
        evidence.delete()
        disagreements.delete()
        kind = Article.TextKind.REMOVED
        Article.objects.filter(pk=article.pk).update(text_kind=kind, **_ERASED)
        Meeting.objects.filter(sources__article=article).update(updated_at=timezone.now())
    return counted


class _Eraser:
    """What removes the words of one article from versions."""

    def __init__(self, article: int) -> None:
        self.article = article

    def erase(self, kind: str, record: int, state: Any, rows: Any) -> tuple[Any, Any]:
        """Return the state and the rows of a version without them."""
        parts = {name: self._drop(some) for name, some in state.get("parts", {}).items()}
        fields = state.get("fields", {})
        if kind == "article" and record == self.article:
            fields = self._empty(fields)
        erased = {**state, "fields": fields, "parts": parts} if state else state
        return erased, [change for change in map(self._erase_change, rows) if change]

    def _drop(self, parts: list[Any]) -> list[Any]:
        """Return the parts of a record but evidence and disagreements, which quote the article."""
        quoting = [part for part in parts if {"quote", "said"} & set(part) and part.get("article_id") == self.article]
        return [part for part in parts if part not in quoting]

    def _empty(self, fields: dict[str, Any]) -> dict[str, Any]:
        emptied = {name: _ERASED.get(name, value) for name, value in fields.items()}
        return {**emptied, "text_kind": Article.TextKind.REMOVED.value} if "text_kind" in fields else emptied

    def _erase_change(self, change: Any) -> Any:
        """Return a row that a merge touched, without the words; None for a quote of the article."""
        values = change["before"] or change["after"] or {}
        if change["model"] in ("meetings.evidence", "meetings.disagreement"):
            return None if values.get("article_id", values.get("article")) == self.article else change
        if change["model"] == "meetings.article" and change["pk"] == self.article:
            return {**change, **{when: change[when] and self._empty(change[when]) for when in ("before", "after")}}
        return change


def _list_originals(article: Article) -> list[int]:
    """Return the files that the article was read from, also at the desk."""
    found = {article.original_id, *_select_copies(article).values_list("original_id", flat=True)}
    return [pk for pk in found if pk is not None]


def _select_copies(article: Article) -> Any:
    """Return the rows of the desk with the same report."""
    same = Q(article=article) | Q(sha256=article.sha256)
    if article.page_hash:
        same |= Q(page_hash=article.page_hash)
    return Incoming.objects.filter(same)


def _erase_desk(article: Article, text: str) -> None:
    """Erase the copies at the desk, and forms that were kept with a line of the text."""
    copies = [copy.pk for copy in _select_copies(article).only("pk")]
    Incoming.objects.filter(pk__in=copies, state=Incoming.State.WAITING).update(state=Incoming.State.DROPPED)
    Incoming.objects.filter(pk__in=copies).update(raw_text="", sha256="", date_statements=[], error="")
    lines = [line.strip() for line in text.splitlines() if len(line.strip()) >= _MIN_RECOGNISED_CHARACTERS]
    drafts = [
        draft.pk
        for draft in FormDraft.objects.iterator()
        if any(line in str(value) for _name, values in draft.data for value in values for line in lines or [text])
    ]
    for some in split_ids(drafts):
        FormDraft.objects.filter(pk__in=some).delete()


def _delete_original(pk: int) -> tuple[Any, str] | None:
    """Delete the row of a file that nothing else uses, and return where the file is."""
    original = Original.objects.filter(pk=pk).first()
    uses = Q(original=pk) | Q(public_file=pk) | Q(thumbnail=pk)
    others = Article.objects.filter(original=pk), Incoming.objects.exclude(raw_text="").filter(original=pk)
    if original is None or Attachment.objects.filter(uses).exists() or any(some.exists() for some in others):
        return None
    Incoming.objects.filter(original=pk).update(original=None)
    storage, path = original.file.storage, str(original.file.name)
    original.delete()
    return storage, path


def _delete_exports() -> int:
    """Delete the exports that are kept, since any of them may have the text; they are made again when asked for."""
    files = [path for path in get_export_folder().glob("*") if path.is_file()]
    for path in files:
        path.unlink(missing_ok=True)
    return len(files)


def _overwrite_deleted_pages() -> None:
    """Have SQLite overwrite what is deleted, and empty its log; PostgreSQL does so when it cleans its tables."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
