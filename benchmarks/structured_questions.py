"""Questions about who met whom and when, made from the records of an archive, and how well the search answers them.

The right answers come from the database: the meetings of a person, a pair or a side, in a year or a month.
"""

import itertools
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from benchmarks.name_variants import choose_spelling
from benchmarks.search_quality import percentile
from meetings.models import Meeting, Official
from meetings.models.parties import Country, Organisation
from meetings.search import SearchRequest, SearchResult, describe_unrecorded, search

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
    """A question of a kind, and the ids of the meetings that answer it.

    `names` are the people or sides that it names, `period` its year, or its month and year. `way` says how it is asked,
    if not by names and years alone: in other spellings, or as readers write questions.
    """

    kind: str
    text: str
    answer: frozenset[int]
    names: tuple[str, ...] = ()
    period: str = ""
    way: str = ""

    @property
    def figure(self) -> str:
        """The name of its figure."""
        return f"{self.kind}, {self.way}" if self.way else self.kind


@dataclass(slots=True)
class Facts:
    """The facts of the published meetings that questions are made of."""

    people: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # Arabic name -> meetings
    english: dict[str, str] = field(default_factory=dict)  # Arabic name -> English name
    written: dict[str, list[str]] = field(default_factory=dict)  # Arabic name -> all names of the record
    sides: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    months: dict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    years: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def collect_facts() -> Facts:
    """Return the facts of the published meetings."""
    facts = Facts()
    meetings = Meeting.objects.public().prefetch_related(
        "participations__official__names", "participations__country", "participations__organisation"
    )
    for meeting in meetings.iterator(chunk_size=500):
        for part in meeting.participations.all():
            if part.official and part.official.review_state == "published":
                facts.people[part.official.name_ar].add(meeting.pk)
                if part.official.name_ar not in facts.written:
                    known = [one.name for one in part.official.names.all()]
                    facts.english[part.official.name_ar] = part.official.name_en
                    facts.written[part.official.name_ar] = [part.official.name_ar, part.official.name_en, *known]
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
        *(Question("person", name, frozenset(found), (name,)) for name, found in people.items()),
        *(Question("person", facts.english[n], frozenset(m), (n,)) for n, m in people.items() if facts.english[n]),
        *(Question("side", name, frozenset(found), (name,)) for name, found in facts.sides.items()),
        *_pair(people, "two people", chance),
        *_pair(facts.sides, "two sides", chance),
        *_within(people, facts.years, "person and year"),
        *_within(facts.sides, facts.years, "side and year"),
        *_name_months(facts),
    ]
    by_kind: dict[str, list[Question]] = defaultdict(list)
    for question in sorted(made, key=lambda one: (one.kind, one.text)):
        by_kind[question.kind].append(question)
    drawn = [one for some in by_kind.values() for one in chance.sample(some, min(MAX_QUESTIONS, len(some)))]
    return [*drawn, *ask_otherwise(drawn, facts, chance)]


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
        yield Question(kind, f"{one} {other}", frozenset(sets[one] & sets[other]), (one, other))
    for one, other in never:
        yield Question(f"{kind}, none", f"{one} {other}", frozenset(), (one, other))


def _within(sets: dict[str, set[int]], years: dict[int, set[int]], kind: str) -> Iterator[Question]:
    for (name, found), (year, dated) in itertools.product(sets.items(), years.items()):
        if found & dated:
            yield Question(kind, f"{name} {year}", frozenset(found & dated), (name,), str(year))


def _name_months(facts: Facts) -> Iterator[Question]:
    for (year, month), found in facts.months.items():
        for names in MONTHS.values():
            text = f"{names[month - 1]} {year}"
            yield Question("month and year", text, frozenset(found), period=text)


# How readers write such questions: {0} and {1} are names, {period} is a year or a month and year.
WORDINGS = {
    "person": ("لقاءات {0}", "اجتماعات {0}", "من التقى {0}؟", "meetings of {0}", "who met {0}?"),
    "side": ("لقاءات {0}", "اجتماعات {0}"),
    "two people": ("لقاءات {0} مع {1}", "متى التقى {0} {1}؟", "اجتماع {0} و{1}", "meetings of {0} with {1}"),
    "two people, none": ("لقاءات {0} مع {1}", "هل التقى {0} {1}؟", "meetings between {0} and {1}"),
    "two sides": ("لقاءات بين {0} و{1}", "اجتماعات {0} مع {1}"),
    "person and year": ("لقاءات {0} في {period}", "اجتماعات {0} عام {period}", "meetings of {0} in {period}"),
    "side and year": ("لقاءات {0} في {period}", "اجتماعات {0} سنة {period}"),
    "month and year": ("اجتماعات {period}", "لقاءات في {period}", "meetings in {period}"),
}


def ask_otherwise(questions: Sequence[Question], facts: Facts, chance: random.Random) -> Iterator[Question]:
    """Yield the same questions in other spellings, and as readers write them; and those since a year."""
    for one in questions:
        if one.kind in ("person", "two people", "person and year") and one.names:
            spelled = [_spell_otherwise(name, facts, chance) for name in one.names]
            if all(spelled):
                text = " ".join([*spelled, *([one.period] if one.period else [])])
                yield replace(one, text=text, way="other spellings")
        if wordings := WORDINGS.get(one.kind):
            text = _word(chance.choice(wordings), one, facts)
            if text:
                yield replace(one, text=text, way="as a question")
    people = [one for one in questions if one.kind == "person and year"]
    for one in people:
        (name,), first = one.names, int(one.period)
        later = {number for year, found in facts.years.items() if year >= first for number in found}
        text = _word(chance.choice(("لقاءات {0} منذ {period}", "meetings of {0} since {period}")), one, facts)
        if text:
            answer = frozenset(facts.people[name] & later)
            yield replace(one, kind="person since a year", text=text, answer=answer, way="as a question")


def _spell_otherwise(name: str, facts: Facts, chance: random.Random) -> str:
    """Return another spelling of an Arabic name or of its English one."""
    written = chance.choice([one for one in (name, facts.english.get(name, "")) if one])
    return choose_spelling(written, facts.written.get(name, ()), chance)


def _word(wording: str, one: Question, facts: Facts) -> str:
    """Return a question in a wording; empty where a name has no English form for an English one."""
    names = [facts.english.get(name, "") if wording.isascii() else name for name in one.names]
    return wording.format(*names, period=one.period) if all(names) else ""


def evaluate(
    questions: Iterable[Question],
    progress: Callable[[int], None] | None = None,
    tell: Callable[[Question, float, int], None] | None = None,
) -> dict[str, float]:
    """Ask the questions and return {name: figure}; times are milliseconds of the processor for planning and searching.

    `progress` gets the number of questions that were asked, `tell` each one that is not answered in full, its score and
    the number of results.

    `KIND` is the mean share of a question's own meetings among as many first results (R-precision); of questions
    without an answer it is the share for which the search says that nothing is recorded. `results / own` is the number
    of results over that of the person's own meetings, `newest first` the share of own ones among the newest.
    """
    scores: dict[str, list[float]] = defaultdict(list)
    times: list[float] = []
    for number, question in enumerate(questions, 1):
        started = time.process_time()
        result = search(SearchRequest(question.text, page_size=PAGE_HITS))
        times.append((time.process_time() - started) * 1_000)
        score = _score(question, result)
        scores[question.figure].append(score)
        if tell and score < 1:
            tell(question, score, result.total)
        if question.kind == "person" and question.answer:
            way = f", {question.way}" if question.way else ""
            scores[f"results / own{way}"].append(result.total / len(question.answer))
            newest = search(SearchRequest(question.text, sort="newest", page_size=NEWEST_HITS))
            shown = [hit.meeting_id for hit in newest.hits if not hit.is_partial]
            scores[f"newest first{way}"].append(len(question.answer.intersection(shown)) / max(len(shown), 1))
        if progress:
            progress(number)
    figures = {kind: sum(some) / len(some) for kind, some in scores.items()}
    times.sort()
    return figures | ({"ms p50": percentile(times, 50), "ms p95": percentile(times, 95)} if times else {})


def _score(question: Question, result: SearchResult) -> float:
    if not question.answer:
        return float(describe_unrecorded(result) is not None)
    first = [hit.meeting_id for hit in result.hits[: min(len(question.answer), PAGE_HITS)]]
    return len(question.answer.intersection(first)) / min(len(question.answer), PAGE_HITS)
