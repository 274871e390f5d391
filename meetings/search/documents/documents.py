"""The documents of the index, made from the archive's records: which parts of a meeting are indexed, with weights."""

import re
from collections.abc import Iterable, Iterator

from django.db.models import Prefetch
from django.utils.translation import override

from meetings.models import Meeting, Source, Wording
from meetings.models.languages import list_language_codes
from meetings.models.parties import list_demonyms
from meetings.models.people import Precision
from meetings.search.documents.analysis import Section, analyse
from meetings.search.engines.protocol import IndexDocument
from meetings.search.facets import FACETS
from meetings.search.query.offices import ROLE, find_offices
from meetings.search.query.reader import MONTH
from meetings.search.types import HEADLINE_SIGN, PART_SIGNS
from meetings.text.tokens import fold_words

_SIGNS = re.compile("|".join((*PART_SIGNS.values(), HEADLINE_SIGN)))
BATCH_MEETINGS = 200  # meetings read from the database at once
MAX_HEADLINE_CHARACTERS = 500

HEADLINE, NAME, PLACE, TITLE, SIDE, SUMMARY, TOPIC, TEXT = 3.0, 2.0, 2.0, 1.5, 1.5, 1.5, 1.0, 1.0
ALIAS = 0.3  # other spellings of a name in the document: they find it, but hardly change its rank
DEMONYM = 0.2


def make_meeting_documents(ids: Iterable[int] | None = None) -> Iterator[IndexDocument]:
    """Yield the documents of the published meetings with these ids, or of all published meetings.

    Unpublished meetings are not indexed at all: their words could otherwise show through a suggested spelling or
    through the frequency of a word.
    """
    if ids is None:
        ids = Meeting.objects.public().order_by("id").values_list("id", flat=True).iterator(chunk_size=2_000)
    for some in _batches(ids, BATCH_MEETINGS):
        for meeting in _load_meetings(some):
            yield make_meeting_document(meeting)


def _batches(ids: Iterable[int], size: int) -> Iterator[list[int]]:
    batch: list[int] = []
    for one in ids:
        batch.append(one)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _load_meetings(ids: list[int]) -> Iterable[Meeting]:
    return (
        Meeting.objects.public()
        .filter(id__in=ids)
        .order_by("id")
        .select_related("place__country", "place__region")
        .prefetch_related(
            "participations__official__names",
            "participations__position",
            "participations__country",
            "participations__organisation",
            "ranked_topics__topic",
            Prefetch("sources", queryset=Source.objects.of_shown_reports().select_related("article__outlet")),
        )
    )


def make_meeting_document(meeting: Meeting) -> IndexDocument:
    """Return the document of one meeting."""
    headlines = list(_list_headlines(meeting))
    shown = [_part(_strip_headlines(words, headlines), wording) for words, wording in _shown_texts(meeting)]
    alone = [HEADLINE_SIGN + _SIGNS.sub(" ", words) for words in _headlines_without_text(meeting)]
    text = "\n".join(dict.fromkeys(part for part in (*shown, *alone) if part.strip()))
    words, length = analyse([*_sections(meeting), Section(_searched_text(meeting), TEXT, has_lead=True)])
    return IndexDocument(
        id=meeting.pk,
        words=words,
        length=length,
        facets=_facets(meeting),
        day=meeting.date.toordinal() if meeting.date else 0,
        title=meeting.headline_ar or meeting.headline_en,
        text=text,
    )


def _shown_texts(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """Yield the texts from which snippets are taken, each with whose words it is."""
    yield meeting.summary_ar, Wording.ARCHIVE
    for source in meeting.sources.all():
        yield source.article.raw_text.strip(), source.article.text_wording
    yield meeting.summary_en, Wording.ARCHIVE


def _headlines_without_text(meeting: Meeting) -> Iterator[str]:
    return (s.article.headline for s in meeting.sources.all() if not s.article.raw_text.strip())


def _searched_text(meeting: Meeting) -> str:
    """Return all texts, with the headlines that some begin with: the search weighs these words."""
    texts = [words for words, _ in _shown_texts(meeting)]
    return "\n".join(dict.fromkeys(words for words in (*texts, *_headlines_without_text(meeting)) if words.strip()))


def _list_headlines(meeting: Meeting) -> Iterator[str]:
    yield from (meeting.headline_ar, meeting.headline_en)
    yield from (source.article.headline for source in meeting.sources.all())


def _strip_headlines(words: str, headlines: Iterable[str]) -> str:
    """Return `words` without the headlines at their beginning, which every result shows above its snippet."""
    known = {tuple(fold_words(headline)) for headline in headlines if headline}
    while words.strip():
        first, _, rest = words.lstrip().partition("\n")
        if tuple(fold_words(first[:MAX_HEADLINE_CHARACTERS])) not in known:
            break
        words = rest.lstrip()
    return words


def _part(words: str, wording: str) -> str:
    """Return `words` as a part of a document's text, with the sign of whose they are."""
    return PART_SIGNS[wording] + _SIGNS.sub(" ", words)


def _sections(meeting: Meeting) -> Iterator[Section]:
    yield Section(meeting.headline_ar, HEADLINE)
    yield Section(meeting.headline_en, HEADLINE)
    yield Section(meeting.summary_ar, SUMMARY - TEXT)  # in addition to its weight as a part of the text
    yield Section(meeting.summary_en, SUMMARY - TEXT)
    for occasion in (meeting.occasion_ar, meeting.occasion_en):
        yield Section(occasion, TITLE)
    for venue in (meeting.venue_ar, meeting.venue_en):
        yield Section(venue, TITLE)
    if meeting.place:
        yield from (Section(city, PLACE) for city in (meeting.place.city_ar, meeting.place.city_en))
        for land in filter(None, (meeting.place.region, meeting.place.country)):
            yield from (Section(name, TOPIC) for name in (land.name_ar, land.name_en))
    for language in list_language_codes():
        with override(language):
            yield Section(str(meeting.get_kind_display()), TOPIC)
    for ranked in meeting.ranked_topics.all():
        yield from (Section(label, TOPIC) for label in (ranked.topic.name_ar, ranked.topic.name_en))
    yield from _people(meeting)


def _people(meeting: Meeting) -> Iterator[Section]:
    for part in meeting.participations.all():
        if part.official:
            yield from (Section(name, NAME) for name in (part.official.name_ar, part.official.name_en))
            yield from (Section(name.name, ALIAS) for name in part.official.names.all())
        yield Section(part.name_as_written, ALIAS if part.official else NAME)
        for title in (part.title_ar, part.title_en):
            yield Section(title, TITLE)
        if part.position:
            yield from (Section(title, ALIAS) for title in (part.position.title_ar, part.position.title_en))
        side = part.side
        if side is not None:
            yield from (Section(name, SIDE) for name in (side.name_ar, side.name_en))  # type: ignore[attr-defined]
            yield from (Section(name, ALIAS) for name in side.names)  # type: ignore[attr-defined]
            yield from (Section(demonym, DEMONYM) for demonym in list_demonyms(side))


def _facets(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """Return the values of the facets, and those that only queries use: the month, and the offices of the parties."""
    values = {facet.name: tuple(dict.fromkeys(facet.values(meeting))) for facet in FACETS}
    month = (str(meeting.date.month),) if meeting.date and meeting.date_precision != Precision.YEAR else ()
    return {"state": (meeting.review_state,), MONTH: month, ROLE: tuple(dict.fromkeys(_roles(meeting))), **values}


def _roles(meeting: Meeting) -> Iterator[str]:
    """Yield "office:side" of each office that a participant had at the meeting, from the title at the time."""
    for part in meeting.participations.all():
        titles = (part.title_ar, part.title_en)
        if part.position and not any(titles):
            titles = (part.position.title_ar, part.position.title_en)
        code = getattr(part.side, "code", "")
        yield from (f"{office}:{code}" for title in titles if code for office in find_offices(title))
