"""Generated reports to measure speed with: any number, always the same, with the length and words of real ones.

Words are drawn from the reports of the sample archive, as often as they occur there, with rare ones made from them, so
that frequent and rare words keep their proportions. The reports make no sense and never enter the archive.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from meetings import gazetteer
from meetings.search.documents.analysis import Section, analyse
from meetings.search.documents.documents import ALIAS, HEADLINE, NAME, SIDE
from meetings.search.engines.protocol import IndexDocument
from meetings.text.tokens import WORD

REPORT_WORDS = 220  # a report of about 1,500 characters
FIRST_DAY = date(2015, 1, 1)
KINDS = ("in-person", "visit", "phone", "video", "summit")
RARE_SHARE = 0.06  # of words that occur almost nowhere else
_PREFIXES = ("", "ال", "و", "وال", "ب", "بال", "لل", "ل")
_SUFFIXES = ("", "", "ه", "ها", "هم", "ات", "ين", "ية")


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """A person of the sample archive, with all names."""

    slug: str
    name: str
    names: tuple[str, ...]


@dataclass(slots=True)
class GeneratedReport:
    """One generated report and its facts."""

    id: int
    title: str
    text: str
    people: list[SamplePerson]
    countries: list[str]
    topics: list[str]
    day: date
    kind: str


class ReportGenerator:
    """Makes reports and queries about them."""

    def __init__(self, seed: int = 2021) -> None:
        self.random = random.Random(seed)
        records = json.loads((settings.BASE_DIR / "fixtures" / "sample_archive.json").read_text(encoding="utf-8"))
        fields = [(record["model"], record["fields"]) for record in records]
        texts = [f["raw_text"] for model, f in fields if model == "meetings.article" and f.get("raw_text")]
        counts: Counter[str] = Counter(word for text in texts for word in WORD.findall(text))
        self.words: list[str] = list(counts)
        self.weights = [counts[word] for word in self.words]
        names: dict[str, list[str]] = {}
        for model, f in fields:
            if model == "meetings.officialname":
                names.setdefault(f["official"][0], []).append(f["name"])
        self.people = [
            SamplePerson(f["slug"], f["name_ar"], (f["name_en"], *names.get(f["slug"], ())))
            for model, f in fields
            if model == "meetings.official"
        ]
        self.countries = [(row["code"], row["name_ar"]) for row in gazetteer.load_rows("countries")]
        self.topics = [row["code"] for row in gazetteer.load_rows("topics")]

    def reports(self, number: int) -> Iterator[GeneratedReport]:
        """Return the first `number` reports."""
        for n in range(1, number + 1):
            yield self._report(n)

    def _report(self, number: int) -> GeneratedReport:
        pick = self.random
        people = pick.sample(self.people, 2)
        countries = [self.countries[min(int(pick.expovariate(0.03)), len(self.countries) - 1)] for _ in range(2)]
        words = pick.choices(self.words, self.weights, k=REPORT_WORDS)
        for at in range(len(words)):
            if pick.random() < RARE_SHARE:
                words[at] = self._rare()
        places = sorted(pick.sample(range(10, REPORT_WORDS), 4))
        for at, mention in zip(places, (people[0].name, countries[0][1], people[1].name, countries[1][1]), strict=True):
            words[at] = mention
        title = f"{people[0].name} {' '.join(pick.choices(self.words, self.weights, k=4))} {countries[1][1]}"
        return GeneratedReport(
            id=number,
            title=title,
            text=" ".join(words),
            people=people,
            countries=list(dict.fromkeys(code for code, _ in countries)),
            topics=pick.sample(self.topics, 2),
            day=FIRST_DAY + timedelta(days=pick.randrange(4_000)),
            kind=pick.choice(KINDS),
        )

    def _rare(self) -> str:
        pick = self.random
        return pick.choice(_PREFIXES) + pick.choice(self.words)[:7] + pick.choice(_SUFFIXES)

    # ------------------------------------------------------------------------------------------------------ queries
    def word(self) -> str:
        """Return a word of medium frequency, as people search for."""
        while True:
            word = self.random.choices(self.words, self.weights)[0]
            if len(word) > 3:
                return word

    def person(self) -> SamplePerson:
        return self.random.choice(self.people)


def document(report: GeneratedReport) -> IndexDocument:
    """Return the document of a report, built like the document of a meeting."""
    sections = [Section(report.title, HEADLINE), *(Section(person.name, NAME) for person in report.people)]
    sections += [Section(name, ALIAS) for person in report.people for name in person.names]
    names = {row["code"]: row["name_ar"] for row in gazetteer.load_rows("countries")}
    sections += [Section(names[code], SIDE) for code in report.countries]
    words, length = analyse([*sections, Section(report.text, has_lead=True)])
    facets = {
        "state": ("published",),
        "person": tuple(person.slug for person in report.people),
        "country": tuple(report.countries),
        "year": (str(report.day.year),),
        "kind": (report.kind,),
        "topic": tuple(report.topics),
    }
    return IndexDocument(report.id, words, length, facets, report.day.toordinal(), report.title, report.text)
