"""Where they met: cities, countries and buildings said of the meeting itself, never the dateline, never what was
spoken of.
"""

from dataclasses import dataclass

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.document.lexicon import LexiconEntry, LexiconHit
from meetings.extraction.events.event import Event

_LEADS = frozenset(
    {
        "بلده",
        "ببلده",
        "منتجع",
        "بمنتجع",
        "منطقه",
        "ضاحيه",
        "قريه",
        "احتضنت",
        "احتضنته",
        "احتضنتها",
        "استضافت",
        "استضافتها",
        "استضافته",
        "تحتضنها",
        "شهد",
        "في",
        "بمدينه",
        "مدينه",
        "العاصمه",
        "بالعاصمه",
        "بمقر",
        "مقر",
        "بقصر",
        "قصر",
        "داخل",
    }
)
_TRAVEL = frozenset(
    {
        "زيارته",
        "زيارتها",
        "زياره",
        "بزياره",
        "وصوله",
        "وصولها",
        "الي",
        "يزور",
        "تزور",
        "زار",
        "زارت",
        "وصل",
        "وصلت",
    }
)
_CONFERENCES = frozenset({"موتمر", "منتدي", "قمه", "لموتمر", "بموتمر", "اجتماعات", "لقمه"})

_AHEAD = ("تحضير", "استعداد", "نتايج", "مخرجات", "ترتيب")  # a conference that they spoke of


@dataclass(slots=True)
class Found:
    """A place that the words lead to: how they lead (in, travel, conference) and where."""

    hit: LexiconHit
    lead: str
    start: int
    end: int

    @property
    def country(self) -> str:
        return self.hit.entry.key if self.hit.entry.kind == "country" else self.hit.entry.country

    @property
    def city(self) -> str | None:
        return None if self.hit.entry.kind == "country" else self.hit.entry.city or None


def places_of_sentence(
    text: Text, sentence: Sentence, inside: set[int], start: int | None = None, *, strict: bool = False
) -> list[Found]:
    """Places of a sentence that words lead to, outside mentions and outside what was spoken of (which a headline
    that is not read in the `strict` way may name).
    """
    found: list[Found] = []
    zone = ""
    depth = 0
    for index in range(sentence.start if start is None else start, sentence.end):
        word = text.words[index]
        if word in "“«":
            depth += 1
        elif word in "”»":
            depth = max(0, depth - 1)
        if depth or index in inside:
            continue
        if word == "," and not (zone and index + 1 < sentence.end and _goes_on(text, index + 1)):
            zone = ""
        for hit in text.hits[index]:
            if hit.entry.kind == "cue" and hit.entry.key == "time":
                break  # "قبل ظهر اليوم": no other matter begins here
            if hit.entry.kind == "cue" and hit.entry.key in ("content", "apart"):
                zone = "content"
            elif hit.entry.kind in ("verb", "noun"):
                zone = ""
        if zone == "content" and (strict or sentence.role == "body"):
            continue
        place = _at(text, index, sentence) or _visited(text, index, sentence, inside)
        if place is not None and _listed(text, place, sentence):
            continue
        if place is not None and not (found and found[-1].hit.end > place.hit.start):
            found.append(place)
    return found


def _goes_on(text: Text, index: int) -> bool:
    """ "بحثا الأوضاع في ليبيا، ووقف إطلاق النار في غزة": one more matter, joined by و."""
    word = text.words[index]
    return word.startswith("و") and word != "وذلك" and not text.hits[index] and text.lexicon.is_common(word[1:])


def _at(text: Text, index: int, sentence: Sentence) -> Found | None:
    for hit in text.hits[index]:
        if hit.entry.kind not in ("place", "country"):
            continue
        lead = _lead(text, index, hit, sentence)
        if lead is not None:
            return Found(right_one(text, index, hit, sentence), lead, hit.start, hit.end)
    return _unknown_city(text, index, sentence)


def _unknown_city(text: Text, index: int, sentence: Sentence) -> Found | None:
    """ "في مدينة مرسين جنوب تركيا": a city that no table knows, told by the word for it, with its country if
    one follows.
    """
    before = text.words[index - 1] if index > sentence.start else ""
    if before not in ("مدينه", "بمدينه", "بلده", "ببلده", "منتجع", "بمنتجع") or not text.is_word(index):
        return None
    if text.hits[index] or text.lexicon.is_common(text.words[index]) or index in text.date_at:
        return None
    near = range(index + 1, min(sentence.end, index + 4))
    land = next((h.entry.key for i in near if (h := text.hit(i, "country", "demonym"))), "")
    name = text.quote(index, index + 1)
    return Found(
        LexiconHit(LexiconEntry("place", name, "city", country=land, city=name), index, index + 1, ""),
        "in",
        index,
        index + 1,
    )


def _visited(text: Text, index: int, sentence: Sentence, inside: set[int]) -> Found | None:
    """ "زار س دمشق": the place stands bare behind the visitor."""
    if index - 1 not in inside:
        return None
    hit = text.hit(index, "place", "country")
    if hit is None or hit.particle:
        return None
    for before in range(index - 1, max(sentence.start, index - 20) - 1, -1):
        verb = text.hit(before, "verb") if before not in inside else None
        if verb is not None:
            return Found(hit, "travel", hit.start, hit.end) if verb.entry.key == "visit" else None
    return None


def _listed(text: Text, place: Found, sentence: Sentence) -> bool:
    """ "في بغداد ولندن": two places joined are nobody's meeting place."""
    if place.end >= sentence.end:
        return False
    following = text.hit(place.end, "place", "country")
    return following is not None and following.particle == "و" and place.hit.entry.kind == following.entry.kind


def right_one(text: Text, index: int, hit: LexiconHit, sentence: Sentence) -> LexiconHit:
    """Of several places of one name (قصر السلام; عمان), the one whose city or country stands near."""
    same = [h for h in text.hits[index] if h.end == hit.end and h.entry.kind in ("place", "country")]
    if len(same) == 1:
        return hit
    if {h.entry.kind for h in same} == {"place", "country"}:
        country = next(h for h in same if h.entry.kind == "country")
        city = next(h for h in same if h.entry.kind == "place")
        if country.entry.key == city.entry.country:
            return city if text.words[index - 1].startswith(("مدين", "بمدين", "العاصمه")) else country
        shadda = "\u0651" in text.quote(index, index + 1)
        return city if shadda or (index and text.words[index - 1] not in ("سلطنه", "دوله")) else country
    window = range(max(sentence.start, index - 25), min(sentence.end, index + 25))
    near = {h.entry.key for i in window for h in text.hits[i] if h.entry.kind in ("place", "country", "demonym")}
    return next((h for h in same if h.entry.city in near or h.entry.country in near), hit)


def _lead(text: Text, index: int, hit: LexiconHit, sentence: Sentence) -> str | None:
    """How the words before lead to the place."""
    before = text.words[index - 1] if index > sentence.start else ""
    second = text.words[index - 2] if index > sentence.start + 1 else ""
    if hit.particle == "ب" or before in _LEADS:
        return "in"
    if hit.end + 1 < sentence.end and text.words[hit.end] == "التي" and text.words[hit.end + 1].startswith("زار"):
        return "in"
    if before in _CONFERENCES and hit.entry.kind == "place":
        return None if second.removeprefix("ال").startswith(_AHEAD) else "conference"
    if before == "," and hit.particle == "" and _is_its_capital(text, index - 1, sentence):
        return "in"
    if before in _TRAVEL or (hit.particle == "ل" and ("زيار" in before or "زيار" in second)):
        return "travel"
    if before in ("رسميه", "عمل", "زياره") and hit.particle == "ل":
        return "travel"
    if second in _LEADS and hit.particle == "" and text.hit(index - 1, "linker", "quality", "demonym"):
        return "in"
    if sentence.role == "headline" and before == "من" and hit.entry.kind == "place":
        return "in"
    return None


def _is_its_capital(text: Text, comma: int, sentence: Sentence) -> bool:
    """ "في العاصمة الفرنسية، باريس،": the name stands in apposition behind a comma."""
    if comma - 2 < sentence.start or not text.hit(comma - 1, "demonym"):
        return False
    return text.words[comma - 2] in ("العاصمه", "بالعاصمه")


def place_of(text: Text, event: Event, inside: set[int]) -> list[Found]:
    """Places of the event's sentence, best first: in its own reach, then before it, then where one travels."""
    found = places_of_sentence(text, event.sentence, inside)

    def order(place: Found) -> tuple[int, int]:
        rank = {"in": 0, "conference": 1, "travel": 2}[place.lead]
        behind = event.start <= place.start < event.stop and event.frame != "discuss"
        return (rank, 0 if behind else 1, abs(place.start - event.start))  # type: ignore[return-value]

    return sorted(found, key=order)
