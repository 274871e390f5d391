"""Messages of the search for readers: notices, and reasons why a result matched."""

from django.utils.translation import gettext as _

from meetings.search.types import MatchReason, MissingPart, Notice


def explain_notice(notice: Notice) -> str:
    """Return a sentence for `notice`; an unknown code is returned unchanged rather than hidden."""
    detail = {"detail": notice.detail}
    texts = {
        "quotes-repaired": _("A quotation mark has no partner and was ignored."),
        "query-cut": _("The query is too long. Only its first %(detail)s characters were used.") % detail,
        "terms-cut": _("The query has too many words. Only the first ones were used."),
        "no-words": _("The query has no word, only signs. These are all meetings that match the filters."),
        "stop-words": _("The query has only very common words. Mahdar searched for them anyway."),
        "unknown-field": _("“%(detail)s” is not a search field. It was searched for as a word.") % detail,
        "bad-date": _("“%(detail)s” is not a date. No meeting matches it.") % detail,
        "wildcard-refused": _("“%(detail)s” matches too many words. Write at least two letters before the asterisk.")
        % detail,
        "wildcard-misplaced": _(
            "An asterisk works only at the end of a word, after at least two letters. Mahdar searched for “%(detail)s” "
            "without the asterisk."
        )
        % detail,
        "wildcard-cut": _("An asterisk matches too many words. Only the most frequent ones were used."),
        "only-exclusions": _("The query only excludes words. Add a word to search for."),
        "page-cut": _("There are fewer pages. This is the last one."),
        "search-too-long": _(
            "This search took too long and was stopped. Search for fewer words, or choose a year, a person or a side "
            "first."
        ),
        "index-old": _("The search index is being updated. The latest changes may be missing."),
        "index-missing": _("The search index has not been built yet. Try again when it is ready."),
        "index-damaged": _(
            "Search is not available: its index was damaged and is being built again. Try again in some minutes. The "
            "lists and pages of the archive work meanwhile."
        ),
    }
    return texts.get(notice.code, notice.code)


def explain_missing(missing: MissingPart) -> str:
    """Return a few words on a part of the query that a meeting lacks."""
    words = {"part": missing.typed}
    if missing.is_named:
        return _("“%(part)s” is named in the texts, but the record does not have it") % words
    return _("without “%(part)s”") % words


def explain_match(why: MatchReason) -> str:
    """Return a few words on how a word of the text matched a word of the query."""
    words = {"query": why.query_word, "found": why.matched_word}
    texts = {
        "spelling": _("“%(found)s” is another spelling of “%(query)s”"),
        "form": _("“%(found)s” is a form of “%(query)s”"),
        "root": _("“%(found)s” comes from the same root as “%(query)s”"),
        "lexicon": _("“%(found)s” is derived from “%(query)s”"),
        "script": _("“%(found)s” is the same name as “%(query)s”"),
        "typo": _("“%(found)s” differs from “%(query)s” in one letter"),
        "parts": _("“%(found)s” is “%(query)s” written apart or together"),
        "prefix": _("“%(found)s” begins with “%(query)s”"),
        "alias": _("“%(query)s” is another name of a person, a place or a topic of this meeting"),
    }
    return texts.get(why.how, "%(found)s = %(query)s") % words
