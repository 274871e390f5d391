"""The forms of the lexicon: those of each row of the tables, with articles, numbers and pronouns."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from meetings.gazetteer import load_rows, split_values
from meetings.gazetteer.place_kinds import BUILDING_KINDS
from meetings.gazetteer.word_classes import load_word_list
from meetings.text.fold import fold

ARTICLE = "ال"
_PRONOUNS = load_word_list("pronoun_endings")
_SINGULAR_PRONOUNS = load_word_list("singular_pronoun_endings")
_DUAL_PRONOUNS = load_word_list("pronoun_endings_of_duals")
_PORTFOLIO_PRONOUNS = load_word_list("pronoun_endings_of_portfolios")
_DUAL_ENDINGS = load_word_list("dual_endings")
_NEVER_DEFINITE = (ARTICLE, "بأ", "بال", "باسم")  # as spelled, before folding: these words do not take ال
_OWNED_TITLES = frozenset({"office", "aide", "envoy", "generic"})  # classes of titles that take a possessive pronoun


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """The meaning of a form. `kind` decides which of the other fields have a value."""

    kind: str  # head portfolio body quality linker country demonym org place verb noun cue
    key: str  # head: lemma; country, demonym, org: code; place: name_ar; verb, noun: frame; cue: cue
    detail: str = ""  # head: class; place: kind; verb, noun: kind of meeting; demonym: number
    number: str = ""  # head: one | two | many; verb: past | present | future | dual
    definite: bool = False
    country: str = ""  # place: its country
    city: str = ""  # place: its city
    side: str = ""  # place: the side that it represents
    suffix: str = ""  # verb, noun: the object or possessive pronoun


def _definite(form: str) -> Iterator[tuple[str, bool]]:
    """Yield `form` with ال on none, all, the first or the last of its words, and whether its first word has it."""
    words = form.split()
    yield form, words[0].startswith(ARTICLE)
    if words[0].startswith(ARTICLE):
        return
    with_article = [word if word.startswith(_NEVER_DEFINITE) else ARTICLE + word for word in words]
    yield " ".join(with_article), True
    if len(words) > 1:
        yield " ".join([with_article[0], *words[1:]]), True
        yield " ".join([*words[:-1], with_article[-1]]), False


def make_lexicon_entries() -> Iterator[tuple[str, LexiconEntry]]:
    """Yield every form in the tables, with its meaning."""
    yield from _titles()
    yield from _offices()
    yield from _sides()
    yield from _places()
    yield from _verbs()
    for row in load_rows("cues"):
        for form in split_values(row["words"]):
            yield form, LexiconEntry("cue", row["cue"])


def _titles() -> Iterator[tuple[str, LexiconEntry]]:
    for row in load_rows("titles"):
        for column, number in (("title", "one"), ("feminine", "one"), ("dual", "two"), ("plural", "many")):
            for form in [row["title"]] if column == "title" else split_values(row[column]):
                yield from _title_forms(form, column, LexiconEntry("head", fold(row["title"]), row["class"], number))


def _title_forms(form: str, column: str, entry: LexiconEntry) -> Iterator[tuple[str, LexiconEntry]]:
    """Yield one form of a title with and without ال, and with its possible pronouns."""
    is_construct = column == "dual" and not form.endswith("ن")
    for spelled, definite in [(form, False)] if is_construct else _definite(form):
        yield spelled, replace(entry, definite=definite)
    if entry.detail == "counterpart":
        if column != "plural":
            stem = form[:-1] + "ت" if form.endswith("ة") else form.removesuffix("ين").removesuffix("ان")
            for end in _PRONOUNS if entry.number == "one" else _DUAL_PRONOUNS:
                yield stem + end, replace(entry, definite=True)
    elif entry.number == "one" and entry.detail in _OWNED_TITLES and len(form.split()) == 1:
        for end in _SINGULAR_PRONOUNS:
            yield _stem(form) + end, replace(entry, definite=True, suffix=end)


def _stem(form: str) -> str:
    """Return a form as it is before a pronoun (وزارة -> وزارت)."""
    return form[:-1] + "ت" if form.endswith("ة") else form


def _offices() -> Iterator[tuple[str, LexiconEntry]]:
    for row in load_rows("offices"):
        for form in split_values(row["words"]):
            entry = LexiconEntry(row["kind"], fold(form), side=row["side"])
            for spelled, definite in _definite(form):
                yield spelled, LexiconEntry(entry.kind, entry.key, definite=definite, side=entry.side)
            if row["kind"] == "portfolio" and " " not in form:
                for end in _PORTFOLIO_PRONOUNS:
                    yield _stem(form) + end, LexiconEntry(entry.kind, entry.key, definite=True, suffix=end)
            if row["kind"] == "quality" and len(form.split()) == 1:
                yield form + "ا", LexiconEntry(entry.kind, entry.key)  # "وفدا برلمانيا"
                for spelled, definite in _definite(form + "ة"):
                    yield spelled, LexiconEntry(entry.kind, entry.key, definite=definite)


def _sides() -> Iterator[tuple[str, LexiconEntry]]:
    for row in (*load_rows("countries"), *load_rows("constituents")):
        for form in [row["name_ar"], *split_values(row["names"])]:
            yield form, LexiconEntry("country", row["code"])
        for form in split_values(row["masculine"]):
            yield from _masculine_demonyms(form, row["code"])
        for column, number in (("feminine", "one"), ("plural", "many")):
            for form in split_values(row[column]):
                yield from _demonyms(form, LexiconEntry("demonym", row["code"], number=number))
    for row in load_rows("organisations"):
        for form in [row["name_ar"], *split_values(row["names"])]:
            yield form, LexiconEntry("org", row["code"], row["kind"])
        for form in split_values(row["adjectives"]):
            yield from _demonyms(form, LexiconEntry("demonym", row["code"], "org", "one"))


def _demonyms(form: str, entry: LexiconEntry) -> Iterator[tuple[str, LexiconEntry]]:
    for spelled, definite in _definite(form):
        yield spelled, replace(entry, definite=definite)


def _masculine_demonyms(form: str, code: str) -> Iterator[tuple[str, LexiconEntry]]:
    """Yield a masculine demonym, its accusative ("وفدا أردنيا") and its dual."""
    singular = LexiconEntry("demonym", code, number="one")
    yield from _demonyms(form, singular)
    if " " not in form:
        yield form + "ا", singular
    for end in _DUAL_ENDINGS:
        yield from _demonyms(form + end, replace(singular, number="two"))


def _places() -> Iterator[tuple[str, LexiconEntry]]:
    for row in load_rows("places"):
        building = row["kind"] in BUILDING_KINDS
        city = row["city"] if building else row["name_ar"]
        for form in [row["name_ar"], *split_values(row["names"])]:
            yield (
                form,
                LexiconEntry("place", row["name_ar"], row["kind"], country=row["country"], city=city, side=row["side"]),
            )


def _verbs() -> Iterator[tuple[str, LexiconEntry]]:
    for row in load_rows("verbs"):
        frame, kind = row["frame"], row["kind"]
        for tense in ("past", "present", "dual"):
            for form in split_values(row[tense]):
                yield form, LexiconEntry("verb", frame, kind, tense)
                if tense == "present":
                    yield "س" + form, LexiconEntry("verb", frame, kind, "future")
                if frame != "light" and tense != "dual" and " " not in form:
                    stem = form[:-1] + "ا" if form.endswith("ى") else form[:-1] if form.endswith("وا") else form
                    for end in _PRONOUNS:
                        yield stem + end, LexiconEntry("verb", frame, kind, tense, suffix=end)
        for form in split_values(row["nouns"]):
            if frame in ("attend", "talk"):
                yield form, LexiconEntry("verb", frame, kind, "past")
                continue
            yield from _nouns(form, frame, kind)


def _nouns(form: str, frame: str, kind: str) -> Iterator[tuple[str, LexiconEntry]]:
    for spelled, definite in _definite(form):
        yield spelled, LexiconEntry("noun", frame, kind, definite=definite)
        if not definite and not spelled.endswith(("ا", "ة", "ات", "ين")):
            yield spelled + "ا", LexiconEntry("noun", frame, kind)
    words = form.split()
    stem = words[0]
    stems = [_stem(stem)]
    if stem.endswith("اء"):
        stems = [stem[:-1] + "ئ", stem, stem[:-1] + "ؤ"]
    for bare in stems:
        for end in _PRONOUNS:
            spelled = " ".join([bare + end, *(ARTICLE + word for word in words[1:])])
            yield spelled, LexiconEntry("noun", frame, kind, definite=True, suffix=end)
