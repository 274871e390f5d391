"""What speaks for and against a record: signs in the article, the people, the day and the place, each from 0 to 1."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.entities.entities import Entity, list_core_words
from meetings.extraction.meeting.signs import (
    MANY,
    NEWS_DAYS,
    PLANS,
    RecordSituation,
    Sign,
    compute_share,
    count_days_to,
)
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer import load_rows
from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.sides import is_body
from meetings.gazetteer.word_classes import load_word_class, load_word_list

_FAR_WORDS = 25  # from the trigger to a party
_BARRED = frozenset({"planned", "denied", "cancelled", "historical"})
_KOREAN_ENDINGS = load_word_class("endings_of_korean_names")
_AND = load_word_list("particle_and")[0]
_PARTIES = frozenset(row["code"] for row in load_rows("organisations") if row["kind"] == "party")
_ENDS = frozenset(".,;:،؛\"'()«»”“")


def _headline_words(situation: RecordSituation) -> set[str]:
    text = situation.text
    spans = [range(one.start, one.end) for one in text.sentences if one.role == "headline"]
    return {text.words[place] for span in spans for place in span}


def _in_headline(situation: RecordSituation) -> float:
    words = _headline_words(situation)
    named = [entity for entity in situation.people if entity.words]
    found = sum(not words.isdisjoint(list_core_words(entity.words)) for entity in named)
    return compute_share(found, max(2, len(named)))


def _trigger_in_headline(situation: RecordSituation) -> float:
    return float(any(event.sentence.role == "headline" for event in situation.draft.events))


def _plan_in_headline(situation: RecordSituation) -> float:
    spans = [range(one.start, one.end) for one in situation.text.sentences if one.role == "headline"]
    return max((situation.has_cue(PLANS, span) for span in spans), default=0.0)


def _dismissed(situation: RecordSituation) -> float:
    return compute_share(sum(one.reason in _BARRED for one in situation.report.dismissed), MANY)


def _late(situation: RecordSituation) -> float:
    return compute_share(situation.event.start, len(situation.text.words))


def _told_often(situation: RecordSituation) -> float:
    return compute_share(len(situation.draft.events) - 1, MANY)


def _is_named(entity: Entity) -> bool:
    return bool(entity.words)


def _unnamed_attendee(situation: RecordSituation) -> float:
    return float(any(not _is_named(entity) for entity in _everybody(situation)))


def _one_word_name(situation: RecordSituation) -> float:
    named = [entity for entity in situation.people if _is_named(entity)]
    return compute_share(sum(len(list_core_words(entity.words)) == 1 for entity in named), len(named))


def _named_again(situation: RecordSituation) -> float:
    named = [entity for entity in situation.people if _is_named(entity)]
    return compute_share(sum(sum(m.name is not None for m in entity.mentions) > 1 for entity in named), len(named))


def _mention(situation: RecordSituation, entity: Entity) -> Mention:
    return situation.draft.words[entity.index]


def _clear_end(situation: RecordSituation) -> float:
    """Return the share of the names behind which a mark, a known word or the end of the sentence follows."""
    named = [entity for entity in situation.people if entity.name is not None]
    return compute_share(sum(_ends_clearly(situation, entity) for entity in named), len(named)) if named else 1.0


def _ends_clearly(situation: RecordSituation, entity: Entity) -> bool:
    text, name = situation.text, entity.name
    if name is None or name[1] >= len(text.words):
        return name is not None
    return text.words[name[1]] in _ENDS or bool(text.hits[name[1]]) or name[1] in text.date_at


def _cut_name(situation: RecordSituation) -> float:
    """Return whether an unknown word follows a name, as the rest of a name that was cut short would."""
    return float(any(_goes_on(situation.text, entity) for entity in _everybody(situation)))


def _goes_on(text: Text, entity: Entity) -> bool:
    if entity.name is None or entity.name[1] >= len(text.words):
        return False
    return _is_unknown(text, entity.name[1])


def _is_unknown(text: Text, place: int) -> bool:
    word = text.words[place]
    is_plain = text.is_word(place) and not text.hits[place] and place not in text.date_at
    return is_plain and not word.startswith(_AND) and not text.lexicon.is_common(word)


def _odd_name(situation: RecordSituation) -> float:
    """Return whether a name holds a word that names seldom hold."""
    words = (word for entity in _everybody(situation) for word in list_core_words(entity.words))
    return float(any(_is_odd(situation.text, word) for word in words))


def _is_odd(text: Text, word: str) -> bool:
    is_known = word in text.lexicon.first or word in _KOREAN_ENDINGS
    return not is_known and text.lexicon.is_common(word)


def _missed_name(situation: RecordSituation) -> float:
    """Return whether an unknown word, as a name that was not read, follows an office without a name."""
    text, draft = situation.text, situation.draft
    ends = [draft.words[entity.index].end for entity in situation.people if not _is_named(entity)]
    return float(any(end < len(text.words) and _is_unknown(text, end) for end in ends))


def _same_sides_again(situation: RecordSituation) -> float:
    """Return whether another meeting of the report has the same sides."""
    own = {entity.side for entity in situation.people}
    others = (draft for draft in situation.drafts if draft is not situation.draft)
    return float(any({situation.cast.entities[index].side for index in draft.parties} == own for draft in others))


def _odd_title(situation: RecordSituation) -> float:
    """Return whether a title ends in a word that opens a clause ("... الذي")."""
    titles = [entity.title for entity in _everybody(situation) if entity.title is not None]
    ends = [situation.text.hits[title.end - 1] for title in titles]
    return float(any(hit.entry.kind == "cue" for hits in ends for hit in hits))


def _everybody(situation: RecordSituation) -> list[Entity]:
    return [situation.cast.entities[index] for index in situation.draft.order]


def _party_of_state(situation: RecordSituation) -> float:
    """Return whether one side is a party or movement, which may be of the other side's country."""
    return float(any(is_body(entity.side) and entity.side in _PARTIES for entity in situation.people))


def _titled(situation: RecordSituation) -> float:
    people = situation.people
    full = [entity for entity in people if entity.title is not None and not entity.title.is_bare]
    return compute_share(len(full), len(people))


def _title_here(situation: RecordSituation) -> float:
    people = situation.people
    return compute_share(sum(_mention(situation, entity).title is not None for entity in people), len(people))


def _same_office(situation: RecordSituation) -> float:
    heads = [entity.title.head.key for entity in situation.people if entity.title is not None]
    return float(len(heads) > 1 and len(set(heads)) < len(heads))


def _inferred_side(situation: RecordSituation) -> float:
    return compute_share(sum(entity.side_inferred for entity in situation.people), len(situation.people))


def _stateless_side(situation: RecordSituation) -> float:
    titles = (entity.title for entity in situation.people)
    return float(any(title is not None and title.for_body for title in titles))


def _attendees(situation: RecordSituation) -> float:
    return float(len(situation.draft.order) > len(situation.draft.parties))


def _gap(situation: RecordSituation) -> float:
    """Return how far from the trigger the farthest party of its sentence is."""
    event, gaps = situation.event, [0]
    for entity in situation.people:
        mention = _mention(situation, entity)
        if mention.sentence == event.sentence.index:
            gaps.append(max(event.start - mention.end, mention.start - event.end))
    return compute_share(max(gaps), _FAR_WORDS)


def _other_day(situation: RecordSituation) -> float:
    days = count_days_to(situation.meeting.when.day, situation.published)
    return float(days is not None and not 0 <= days < NEWS_DAYS)


def _city(situation: RecordSituation) -> float:
    place = situation.meeting.place
    return float(place is not None and bool(place.city))


def _by_telephone(situation: RecordSituation) -> float:
    return float(is_remote(situation.meeting.kind))


ARTICLE_SIGNS: dict[str, Sign] = {
    "people_in_headline": _in_headline,
    "trigger_in_headline": _trigger_in_headline,
    "plan_in_headline": _plan_in_headline,
    "others_dismissed": _dismissed,
    "late": _late,
}
DRAFT_SIGNS: dict[str, Sign] = {
    "told_often": _told_often,
    "unnamed_attendee": _unnamed_attendee,
    "one_word_name": _one_word_name,
    "named_again": _named_again,
    "clear_end": _clear_end,
    "cut_name": _cut_name,
    "odd_name": _odd_name,
    "missed_name": _missed_name,
    "same_sides_again": _same_sides_again,
    "odd_title": _odd_title,
    "party_of_state": _party_of_state,
    "many_people": lambda situation: compute_share(len(situation.draft.order) - 2, 2 * MANY),
    "titled": _titled,
    "title_here": _title_here,
    "same_office": _same_office,
    "inferred_side": _inferred_side,
    "stateless_side": _stateless_side,
    "attendees": _attendees,
    "gap": _gap,
    "other_day": _other_day,
    "city": _city,
    "by_telephone": _by_telephone,
    "summit": lambda situation: float(situation.meeting.kind == "summit"),
}
