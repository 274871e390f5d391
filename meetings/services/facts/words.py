"""Words against facts: whether the words of a report state a fact, contradict it, or leave it open.

Each function returns CONTRADICTS, STATES or OPEN. Words that name several days, places or sides state each of them.
"""

from collections.abc import Iterable
from datetime import date

from meetings.extraction.document.annotated_text import read_text
from meetings.extraction.mentions.mention_finder import find_mentions
from meetings.extraction.mentions.title_wording import join_title_words
from meetings.gazetteer.meeting_kinds import IN_PERSON, SUMMIT, VIDEO
from meetings.gazetteer.offices import is_same_office_key, make_office_key
from meetings.ingest.marked_words import join_words, read_kinds, read_places, read_sides
from meetings.matching.contradictions import date_value, is_contradiction
from meetings.matching.name_similarity import FATHERS, ComparedName, find_best_relation, read_name
from meetings.models import Meeting, Place
from meetings.text.date_words import DateWords, find_dates
from meetings.text.dates import resolve
from meetings.text.english_days import find_english_days
from meetings.text.fold import fold
from meetings.text.stems import strip_particles
from meetings.text.tokens import fold_words as words_of_text

CONTRADICTS, STATES, OPEN = "contradicts", "states", "open"
_MIN_NAME_WORDS, _MAX_NAME_WORDS = 2, 5
_MIN_NAME_LETTERS = 3  # of a family name that alone recalls a person


def _judge(answers: Iterable[bool]) -> str:
    """Return the verdict over what the words name: each answer says whether one of these is the fact on record."""
    said = list(answers)
    return OPEN if not said else STATES if any(said) else CONTRADICTS


def judge_date(quote: str, published: date | None, meeting: Meeting) -> str:
    """Judge words that name days."""
    folded = fold(quote)
    found = (*find_dates(folded), *find_english_days(folded))
    answers = (_is_day_of(words, published, meeting) for words in found)
    return _judge(answer for answer in answers if answer is not None)


def _is_day_of(words: DateWords, published: date | None, meeting: Meeting) -> bool | None:
    """Return whether date words fit the meeting; None if they do not say which day they mean."""
    if words.kind == "weekday" and meeting.date and meeting.date_precision == "day":
        return _is_weekday_of(words.weekday, meeting)  # which week is the reader's inference, not the words'
    said = resolve(words, published)
    if said.day is None:
        return _has_day_and_month(words, meeting)
    if meeting.date is None:
        return None  # a missing value contradicts nothing
    recorded, value = date_value(meeting.date, meeting.date_precision), date_value(said.day, said.precision)
    is_between = meeting.date_end is not None and meeting.date <= said.day <= meeting.date_end
    return is_between or not is_contradiction("date", recorded, value)


def _is_weekday_of(weekday: int | None, meeting: Meeting) -> bool:
    assert meeting.date is not None
    last = meeting.date_end or meeting.date
    days = (last - meeting.date).days
    return days >= 6 or weekday in {(meeting.date.weekday() + number) % 7 for number in range(days + 1)}


def _has_day_and_month(words: DateWords, meeting: Meeting) -> bool | None:
    if words.kind != "stated" or words.day is None or words.month is None:
        return None
    if meeting.date is None or meeting.date_precision != "day":
        return None
    return any((day.day, day.month) == (words.day, words.month) for day in (meeting.date, meeting.date_end) if day)


def judge_place(quote: str, meeting: Meeting) -> str:
    """Judge words that name a city, a country or the venue."""
    place = meeting.place  # without one nothing contradicts the record
    verdict = _judge(is_place(read.city, read.country, place) for read in read_places(quote)) if place else OPEN
    venues = [venue for venue in (meeting.venue_ar, meeting.venue_en) if venue]
    is_venue = any(fold(venue) in fold(quote) or fold(quote) in fold(venue) for venue in venues)
    return STATES if verdict == OPEN and is_venue else verdict


def is_place(city: str | None, country: str | None, place: Place) -> bool:
    """Return whether a city or country that words name is the place on record."""
    if city and place.city_ar:
        return fold(city) == fold(place.city_ar)
    recorded = place.country.code if place.country else ""
    # A region of a state is in it: Erbil is in IQ-KRI and in IQ.
    return not country or not recorded or country.split("-")[0] == recorded.split("-")[0]


def judge_kind(quote: str, kind: str) -> str:
    """Judge words that name a kind of meeting."""
    return _judge(answer for read in read_kinds(quote) if (answer := _is_kind(read, kind)) is not None)


def _is_kind(read: str, kind: str) -> bool | None:
    """Return whether a kind that words name is the one on record; None where both can be right."""
    if {read, kind} == {SUMMIT, IN_PERSON}:
        return None  # who is received may come to a summit
    return {read, kind} == {SUMMIT, VIDEO} or not is_contradiction("kind", kind, read)


def judge_person(quote: str, names: Iterable[str]) -> str:
    """Judge words that name a person, given all names of the participant; words that name an office leave it open."""
    names = list(names)
    if any(has_name(quote, name) for name in names if len(name.split()) > 1):
        return STATES
    known = _read(names)
    return _judge(_is_named(name, known) for name in _read(find_person_names(quote))) if known else OPEN


def judge_name(name: str, names: Iterable[str]) -> str:
    """Judge words that are a name and nothing else."""
    names = list(names)
    if any(fold(name) == fold(other) for other in names):
        return STATES
    known = _read(names)
    return _judge(_is_named(one, known) for one in _read([name])) if known else OPEN


def find_person_names(quote: str) -> list[str]:
    """Return the names of people in `quote`, without their titles; words without any title are a name themselves."""
    text = read_text(quote)
    found, mentions = [], find_mentions(text)
    if not mentions and _MIN_NAME_WORDS <= len(quote.split()) <= _MAX_NAME_WORDS:
        return [join_words(quote)]
    for mention in mentions:
        if mention.name:
            name = join_words(text.quote(*mention.name))
            is_first = mention.particle and mention.name[0] == mention.start
            found.append(name.removeprefix(mention.particle) if is_first else name)
    return found


def _read(names: Iterable[str]) -> list[ComparedName]:
    return [read for name in names if (read := read_name(name))]


def _is_named(name: ComparedName, known: list[ComparedName]) -> bool:
    best = find_best_relation([name], known)
    return best is not None and best[0] != FATHERS


def is_naming(text: str, name: str, others: Iterable[str] = ()) -> bool:
    """Return whether `text` names the person called `name`: in full, or by a family name that none of `others` has."""
    return find_name(text, name, others) is not None


def find_name(text: str, name: str, others: Iterable[str] = ()) -> int | None:
    """Return the number of the word at which `text` names a person, as `is_naming` has it; None if it does not."""
    wanted, spoken = _word_forms(name), _word_forms(text)
    if (start := _find_words(spoken, wanted)) is not None:
        return start
    family = wanted[-1] if wanted else {""}
    is_shared = any(family & _forms(word) for other in others for word in words_of_text(other))
    is_telling = len(wanted) > 1 and min(map(len, family)) >= _MIN_NAME_LETTERS and not is_shared
    return next((index for index, forms in enumerate(spoken) if family & forms), None) if is_telling else None


def has_name(text: str, name: str) -> bool:
    """Return whether `text` has all words of `name`, one after the other."""
    return _find_words(_word_forms(text), _word_forms(name)) is not None


def _find_words(spoken: list[set[str]], wanted: list[set[str]]) -> int | None:
    starts = range(len(spoken) - len(wanted) + 1) if wanted else ()
    return next(
        (at for at in starts if all(one & other for one, other in zip(wanted, spoken[at:], strict=False))), None
    )


def _word_forms(text: str) -> list[set[str]]:
    return [_forms(word) for word in words_of_text(text)]


def _forms(word: str) -> set[str]:
    """Return a folded word as it is and without the article and the particles that are written together with it."""
    return {form for form, _cost in strip_particles(word)}


def is_naming_office(text: str, titles: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether a title in `text` means the office of one of `titles`, and none of `others`."""
    wanted, present = ({office for title in some for office in _offices(title)} for some in (titles, others))
    return bool(wanted) and not _offices(text).isdisjoint(wanted - present)


def _offices(text: str) -> set[tuple[str, str | None]]:
    """Return the offices that the titles in `text` name: the key of each, and its side."""
    read = read_text(text)
    titles = [mention.title for mention in find_mentions(read) if mention.title]
    return {(make_office_key(join_title_words(read, title), title.side), title.side) for title in titles if title.side}


def judge_side(quote: str, code: str) -> str:
    """Judge words that name a side, by its code."""
    return _judge(read == code for read in read_sides(quote))


def judge_title(quote: str, titles: Iterable[str], side: str | None) -> str:
    """Judge the words of a title: another wording ("his counterpart") leaves the office open."""
    said = make_office_key(quote, side)
    keys = [make_office_key(title, side) for title in titles if title]
    is_stated = bool(said) and any(is_same_office_key(said, key) or said in key or key in said for key in keys if key)
    return STATES if is_stated else OPEN
