"""Questions about who met whom and when, made from the records of an archive, and how well the search answers them.

The right answers come from the database: the meetings of a person, a pair or a side, in a year or a month.
"""

import itertools
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from meetings.models import Meeting, Official
from meetings.models.parties import Country, Organisation
from meetings.search import SearchRequest, describe_unrecorded, search

MAX_QUESTIONS = 60  # of one kind
PAGE_HITS = 100
NEWEST_HITS = 10  # that are looked at when the newest come first
MONTHS = {
    "levantine": ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول",
                  "تشرين الثاني", "كانون الأول"),
    "egyptian": ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر",
                 "ديسمبر"),
    "english": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a kind, and the ids of the meetings that answer it."""

    kind: str
    text: str
    answer: frozenset[int]


@dataclass(slots=True)
class Facts:
    """The facts of the published meetings that questions are made of."""

    people: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # Arabic name -> meetings
    english: dict[str, str] = field(default_factory=dict)  # Arabic name -> English name
    sides: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    months: dict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    years: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def collect_facts() -> Facts:
    """Return the facts of the published meetings."""
    facts = Facts()
    meetings = Meeting.objects.public().prefetch_related(
        "participations__official", "participations__country", "participations__organisation"
    )
    for meeting in meetings.iterator(chunk_size=500):
        for part in meeting.participations.all():
            if part.official and part.official.review_state == "published":
                facts.people[part.official.name_ar].add(meeting.pk)
                facts.english[part.official.name_ar] = part.official.name_en
            if isinstance(part.side, Country | Organisation):
                facts.sides[part.side.name_ar].add(meeting.pk)
        if meeting.date:
            facts.years[meeting.date.year].add(meeting.pk)
            if meeting.date_precision != "year":
                facts.months[meeting.date.year, meeting.date.month].add(meeting.pk)
    return facts


def make_questions(seed: int) -> list[Question]:
    """Return the questions about the archive, the same ones for the same archive and seed."""
    facts, chance = collect_facts(), random.Random(seed)
    same = {name for name, n in _count_names().items() if n > 1}  # two people of one name are one question too many
    people = {name: found for name, found in facts.people.items() if name not in same and len(name.split()) > 1}
    made = [
        *(Question("person", name, frozenset(found)) for name, found in people.items()),
        *(Question("person", facts.english[n], frozenset(m)) for n, m in people.items() if facts.english[n]),
        *(Question("side", name, frozenset(found)) for name, found in facts.sides.items()),
        *_pair(people, "two people", chance),
        *_pair(facts.sides, "two sides", chance),
        *_within(people, facts.years, "person and year"),
        *_within(facts.sides, facts.years, "side and year"),
        *_name_months(facts),
    ]
    by_kind: dict[str, list[Question]] = defaultdict(list)
    for question in sorted(made, key=lambda one: (one.kind, one.text)):
        by_kind[question.kind].append(question)
    return [one for some in by_kind.values() for one in chance.sample(some, min(MAX_QUESTIONS, len(some)))]


def _count_names() -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for name in Official.objects.public().values_list("name_ar", flat=True):
        counts[name] += 1
    return counts


def _pair(sets: dict[str, set[int]], kind: str, chance: random.Random) -> Iterator[Question]:
    """Yield pairs that met, and as many that did not."""
    names = sorted(sets)
    chosen = names if len(names) <= 2 * MAX_QUESTIONS else chance.sample(names, 2 * MAX_QUESTIONS)
    pairs = list(itertools.combinations(chosen, 2))
    chance.shuffle(pairs)
    met = [pair for pair in pairs if sets[pair[0]] & sets[pair[1]]][:MAX_QUESTIONS]
    never = [pair for pair in pairs if not sets[pair[0]] & sets[pair[1]]][:MAX_QUESTIONS]
    for one, other in met:
        yield Question(kind, f"{one} {other}", frozenset(sets[one] & sets[other]))
    for one, other in never:
        yield Question(f"{kind}, none", f"{one} {other}", frozenset())


def _within(sets: dict[str, set[int]], years: dict[int, set[int]], kind: str) -> Iterator[Question]:
    for (name, found), (year, dated) in itertools.product(sets.items(), years.items()):
        if found & dated:
            yield Question(kind, f"{name} {year}", frozenset(found & dated))


def _name_months(facts: Facts) -> Iterator[Question]:
    for (year, month), found in facts.months.items():
        for names in MONTHS.values():
            yield Question("month and year", f"{names[month - 1]} {year}", frozenset(found))


def evaluate(questions: Iterable[Question]) -> dict[str, float]:
    """Ask the questions and return {name: figure}.

    `KIND` is the mean share of a question's own meetings among as many first results (R-precision); of questions
    without an answer it is the share for which the search says that nothing is recorded. `results / own` is the number
    of results over that of the person's own meetings, `newest first` the share of own ones among the newest.
    """
    scores: dict[str, list[float]] = defaultdict(list)
    for question in questions:
        result = search(SearchRequest(question.text, page_size=PAGE_HITS))
        if not question.answer:
            scores[question.kind].append(float(describe_unrecorded(result) is not None))
            continue
        first = [hit.meeting_id for hit in result.hits[: min(len(question.answer), PAGE_HITS)]]
        scores[question.kind].append(len(question.answer.intersection(first)) / max(len(first), 1))
        if question.kind == "person":
            scores["results / own"].append(result.total / len(question.answer))
            newest = search(SearchRequest(question.text, sort="newest", page_size=NEWEST_HITS))
            shown = [hit.meeting_id for hit in newest.hits if not hit.is_partial]
            scores["newest first"].append(len(question.answer.intersection(shown)) / max(len(shown), 1))
    return {kind: sum(some) / len(some) for kind, some in scores.items()}
