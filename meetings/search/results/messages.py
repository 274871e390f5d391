"""What the search says of itself, worded for readers: notices, and why a result matched."""

from django.utils.translation import gettext as _

from meetings.search.types import Notice, Why


def explain_notice(notice: Notice) -> str:
    """A sentence for `notice`; codes not known here are shown as they are rather than swallowed."""
    detail = {"detail": notice.detail}
    texts = {
        "quotes-repaired": _("A quotation mark had no partner; it was left out."),
        "query-cut": _("The query was very long; its first %(detail)s characters were used.") % detail,
        "terms-cut": _("The query had very many words; the first of them were used."),
        "no-words": _("There was no word to search for, only signs; these are all meetings that fit the filters."),
        "stop-words": _("The query has only very common words, so they were searched for as they are."),
        "unknown-field": _("“%(detail)s” is not a field that can be searched; it was taken as a word.") % detail,
        "bad-date": _("“%(detail)s” is not a date that exists; it was left out.") % detail,
        "wildcard-refused": _(
            "“%(detail)s” would match too many words; write at least two letters before the asterisk."
        )
        % detail,
        "wildcard-cut": _("An asterisk matched very many words; the most frequent of them were used."),
        "only-exclusions": _("The query only says what to leave out; add a word to search for."),
        "fewer-words": _("No meeting has all of these words; these have most of them."),
        "page-cut": _("There are fewer pages than that; this is the last one."),
        "index-old": _("The search index is being brought up to date; the latest changes may be missing."),
        "index-missing": _("The search index has not been built yet; searching will work once it has."),
    }
    return texts.get(notice.code, notice.code)


def explain_match(why: Why) -> str:
    """A few words on how a word of the text answered a word of the query."""
    words = {"query": why.query_word, "found": why.matched_word}
    texts = {
        "spelling": _("“%(found)s” is another spelling of “%(query)s”"),
        "form": _("“%(found)s” is a form of “%(query)s”"),
        "root": _("“%(found)s” comes from the same root as “%(query)s”"),
        "lexicon": _("“%(found)s” belongs to “%(query)s”"),
        "script": _("“%(found)s” is the same name as “%(query)s”"),
        "typo": _("“%(found)s” is one letter away from “%(query)s”"),
        "parts": _("“%(found)s” is “%(query)s” written apart or together"),
        "prefix": _("“%(found)s” begins as “%(query)s” does"),
        "alias": _("“%(query)s” is another name of a person, a place or a topic of this meeting"),
    }
    return texts.get(why.how, "%(found)s = %(query)s") % words
