"""The rule on the people whom a headline names."""

from collections import defaultdict
from collections.abc import Iterator

from meetings.models import Official, OfficialName, ReviewState
from meetings.queries.checks.finding import Finding, Named
from meetings.queries.checks.scope import MAX_NAMED_RECORDS, Scope
from meetings.text.fold import fold
from meetings.text.tokens import fold_words as words_of_text

MAX_NAME_WORDS = 5
_SON_OF = frozenset(fold("بن ابن بنت نجل bin ibn ben bint").split())


def headline_names_absent(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings whose headline has the full name of an official who does not take part."""
    headlines = {
        pk: _name_candidates(ar) | _name_candidates(en)
        for pk, ar, en in scope.meetings().values_list("pk", "headline_ar", "headline_en")
    }
    holders = _holders_of_names(None if scope.is_whole else set().union(*headlines.values()))
    absent = dict(_absent_people(scope, headlines, holders))
    if not absent:
        return
    people = Official.objects.filter(pk__in=set().union(*absent.values())).values_list("pk", "name_ar", "name_en")
    named = {pk: Named(ar, en) for pk, ar, en in people}
    for meeting, officials in absent.items():
        for one in sorted(officials):
            yield Finding("headline-people", ("meeting", meeting), {"who": named[one]}, (("official", one),))


def _absent_people(
    scope: Scope, headlines: dict[int, set[str]], holders: dict[str, set[int]]
) -> Iterator[tuple[int, set[int]]]:
    """Yield each meeting with the officials whom its headline names and who do not take part.

    A name that a participant has too is the participant's.
    """
    columns = ("meeting", "official", "name_as_written", "official__name_ar", "official__name_en")
    present: dict[int, set[int]] = defaultdict(set)
    written: dict[int, list[str]] = defaultdict(list)
    for meeting, official, *texts in scope.participations().values_list(*columns):
        present[meeting].add(official)
        written[meeting] += [" ".join(words_of_text(text)) for text in texts if text]
    for meeting, names in headlines.items():
        absent: set[int] = set()
        for name in names & holders.keys():
            is_theirs = holders[name] & present[meeting] or any(name in text for text in written[meeting])
            absent |= set() if is_theirs else holders[name]
        if absent - present[meeting]:
            yield meeting, absent - present[meeting]


def _name_candidates(headline: str) -> set[str]:
    """Return the runs of two to five folded words of a headline: one of them may be a full name.

    A run after "son of" is the name of a father: the Crown Prince of Jordan is not King Abdullah II.
    """
    words = words_of_text(headline)
    return {
        " ".join(words[at : at + size])
        for at in range(len(words))
        if at == 0 or words[at - 1] not in _SON_OF
        for size in range(2, min(MAX_NAME_WORDS, len(words) - at) + 1)
    }


def _holders_of_names(grams: set[str] | None) -> dict[str, set[int]]:
    """Return the officials with each full name, by its folded form; of all names, or only those among `grams`."""
    names = OfficialName.objects.exclude(official__review_state=ReviewState.REJECTED).order_by()
    keys = sorted(grams or ())
    parts = [keys[at : at + MAX_NAMED_RECORDS] for at in range(0, len(keys), MAX_NAMED_RECORDS)]
    rows = [names] if grams is None else [names.filter(key__in=part) for part in parts]
    found: dict[str, set[int]] = defaultdict(set)
    for key, official in (row for some in rows for row in some.values_list("key", "official")):
        text = " ".join(words_of_text(key))
        if " " in text:
            found[text].add(official)
    return found
