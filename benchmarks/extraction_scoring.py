"""Measures of extraction: its meetings compared with those that people wrote down. No Django here.

A gold file is JSON: {"articles": [{"id", "meetings": [{"status", "kind", "date", "date_ok", "place", "city_ok",
"participants"}]}]}; the texts are beside it as id.txt. The scoring pairs the meetings of one article one to one, best
overlap of people first. A pair counts when its people overlap by half (F1) and, where the gold knows two sides, people
of two sides agree. The scoring neither rewards nor punishes gold meetings marked optional; an answer may give those
that share a "group" as one.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from meetings.text.fold import fold

Answer = dict[str, Any]
Note = Callable[[str, str, object], None]

# Words of address and parts of names, which do not identify a person.
_ADDRESS_WORDS = frozenset(fold("سعادة معالي فخامة جلالة سمو صاحب دولة د بن ابن ال عبد ابو").split())
_PREFIX = re.compile("^(?:وال|بال|لل|ال)(?=...)")
_WORD = re.compile(r"[^\W_]+")


def _words(text: str | None) -> list[str]:
    """Return the folded words of a name or a title, without the article."""
    return [_PREFIX.sub("", word) for word in _WORD.findall(fold(text or ""))]


def _name(text: str | None) -> list[str]:
    return [word for word in _words(text) if word not in _ADDRESS_WORDS]


def _is_near(one: str, two: str) -> bool:
    """Return whether two words differ by at most one letter, as press spellings of foreign names do."""
    if one == two:
        return True
    if min(len(one), len(two)) < 4 or abs(len(one) - len(two)) > 1:
        return False
    if len(one) == len(two):
        return sum(a != b for a, b in zip(one, two, strict=True)) == 1
    short, long = sorted((one, two), key=len)
    return any(long[:cut] + long[cut + 1 :] == short for cut in range(len(long)))


def same_name(one: str | None, two: str | None) -> bool:
    """Return whether two spellings are one person's name: most of the shorter's words, and one of the last words."""
    mine, theirs = _name(one), _name(two)
    if not mine or not theirs:
        return False
    hits = sum(any(_is_near(a, b) for b in theirs) for a in mine)
    last = any(_is_near(a, theirs[-1]) for a in mine) or any(_is_near(b, mine[-1]) for b in theirs)
    return last and hits >= 0.6 * min(len(mine), len(theirs))


def same_title(one: str | None, two: str | None) -> bool:
    """Return whether two wordings share at least half of the shorter's words."""
    mine, theirs = set(_words(one)), set(_words(two))
    return bool(mine and theirs) and len(mine & theirs) >= 0.5 * min(len(mine), len(theirs))


def same_side(gold: Answer, said: Answer) -> bool:
    """Return whether two sides agree: countries are equal, or the gold has a body and the answer one or no country."""
    if gold.get("country"):
        return bool(gold["country"] == said.get("country"))
    return bool(gold.get("body")) and (bool(said.get("body")) or said.get("country") is None)


def same_person(gold: Answer, said: Answer) -> bool:
    """Return whether two are one person: by name, or where one of them has none by side and title."""
    if gold.get("name") and said.get("name"):
        return same_name(gold["name"], said["name"])
    if said.get("name") and same_name(said["name"], gold.get("en")):
        return True
    return same_side(gold, said) and same_title(gold.get("title"), said.get("title"))


def is_strictly_found(gold: Answer, said: Answer) -> bool:
    """Return whether two that are one person are named alike.

    A name is not found by a title alone, nor by a name that holds a word of the sentence beside it; and where the gold
    knows no name, the answer invents none.
    """
    if not gold.get("name") or not said.get("name"):
        return not gold.get("name") and not said.get("name")
    known = _name(gold["name"])
    return all(any(_is_near(word, other) for other in known) for word in _name(said["name"]))


def pair_people(gold: Answer, said: Answer) -> list[tuple[Answer, Answer]]:
    """Return one-to-one pairs of the people of two meetings."""
    pairs, left = [], list(said["participants"])
    for person in gold["participants"]:
        fitting = [other for other in left if same_person(person, other)]
        if fitting:
            best = min(fitting, key=lambda other: (not same_side(person, other), not other.get("name")))
            pairs.append((person, best))
            left.remove(best)
    return pairs


def _overlap(gold: Answer, said: Answer) -> float:
    pairs = pair_people(gold, said)
    total = len(gold["participants"]) + len(said["participants"])
    score = 2 * len(pairs) / total if total else 0.0
    sides = {(person.get("country"), person.get("body")) for person, _ in pairs}
    return score if score >= 0.5 and (len(sides) > 1 or len(gold["participants"]) == 1) else 0.0


def pair_meetings(
    gold: list[Answer], said: list[Answer]
) -> tuple[list[tuple[Answer, Answer]], list[Answer], list[Answer]]:
    """Return pairs, gold meetings without an answer, and answers without a gold meeting.

    Where a gold meeting of a "group" would be missed, one answer may stand for the whole group.
    """
    scores = sorted(((_overlap(g, s), i, j) for i, g in enumerate(gold) for j, s in enumerate(said)), reverse=True)
    taken: dict[int, int] = {}
    for overlap, i, j in scores:
        if overlap and i not in taken and j not in taken.values():
            taken[i] = j
    pairs = [(gold[i], said[j]) for i, j in sorted(taken.items())]
    lost = [g for i, g in enumerate(gold) if i not in taken]
    extra = [s for j, s in enumerate(said) if j not in taken.values()]
    for members in _groups(gold):
        if not any(member in lost for member in members):
            continue
        own = [answer for member, answer in pairs if member in members]
        whole = _joined(members)
        answer = next((answer for answer in extra + own if _overlap(whole, answer)), None)
        if answer is not None:
            lost = [member for member in lost if member not in members]
            pairs = [pair for pair in pairs if pair[0] not in members] + [(whole, answer)]
            extra = [other for other in extra if other is not answer]
    return pairs, lost, extra


def _groups(gold: list[Answer]) -> list[list[Answer]]:
    groups: dict[str, list[Answer]] = {}
    for meeting in gold:
        if meeting.get("group"):
            groups.setdefault(meeting["group"], []).append(meeting)
    return list(groups.values())


def _joined(members: list[Answer]) -> Answer:
    """Return the meetings of a group as one meeting with the people of all."""
    people: list[Answer] = []
    for person in (person for member in members for person in member["participants"]):
        if not any(same_person(known, person) for known in people):
            people.append(person)
    return {**members[0], "participants": people}


def _same_day(gold: Answer, said: Answer) -> bool:
    return said.get("date") == gold.get("date") or said.get("date") in (gold.get("date_ok") or [])


def _is_core(meeting: Answer) -> bool:
    return bool(meeting.get("status", "core") == "core")


def _part(meeting: Answer, key: str) -> str | None:
    value = (meeting.get("place") or {}).get(key)
    return str(value) if value else None


def _same_city(gold: Answer, said: Answer) -> bool:
    want, got = _part(gold, "city"), _part(said, "city")
    if want is None or got is None:
        return want == got
    return any(same_title(city, got) or same_name(city, got) for city in (want, *(gold.get("city_ok") or [])))


class Tally:
    """Counts over articles; `measures` turns them into figures between 0 and 1."""

    def __init__(self, note: Note | None = None) -> None:
        """Start at zero; `note` is called with article, what is wrong, and the detail."""
        self.note: Note = note or (lambda article, what, detail: None)
        names = "articles found false missed people people_false people_missed side role date kind city country"
        more = "people_strict with_meeting said_with said_right quiet quiet_clean"
        self.counts = dict.fromkeys(f"{names} {more}".split(), 0)

    def add(self, article: str, gold: list[Answer], said: list[Answer]) -> None:
        """Compare the answers for one article with its gold meetings."""
        count = self.counts
        count["articles"] += 1
        core = [meeting for meeting in gold if _is_core(meeting)]
        pairs, lost, extra = pair_meetings(gold, said)
        count["with_meeting"] += bool(core)
        count["said_with"] += bool(said) and bool(core or not gold)
        count["said_right"] += bool(said) and bool(core)
        count["quiet"] += not core
        count["quiet_clean"] += not core and not extra
        for meeting in filter(_is_core, lost):
            count["missed"] += 1
            count["people_missed"] += len(meeting["participants"])
            self.note(article, "missed meeting", meeting)
        for meeting in extra:
            count["false"] += 1
            count["people_false"] += len(meeting["participants"])
            self.note(article, "false meeting", meeting)
        for want, got in pairs:
            if _is_core(want):
                self._compare(article, want, got)

    def _compare(self, article: str, want: Answer, got: Answer) -> None:
        count = self.counts
        people = pair_people(want, got)
        count["found"] += 1
        count["people"] += len(people)
        count["people_strict"] += sum(is_strictly_found(one, two) for one, two in people)
        count["people_missed"] += len(want["participants"]) - len(people)
        count["people_false"] += len(got["participants"]) - len(people)
        checks = {
            "date": _same_day(want, got),
            "kind": got.get("kind") == want.get("kind"),
            "city": _same_city(want, got),
            "country": _part(want, "country") == _part(got, "country"),
        }
        for name, right in checks.items():
            count[name] += right
            if not right:
                place = name in ("city", "country")
                self.note(
                    article, name, [_part(want, name), _part(got, name)] if place else [want.get(name), got.get(name)]
                )
        for one, two in people:
            count["side"] += same_side(one, two)
            count["role"] += one.get("role") == two.get("role")
            if not same_side(one, two) or one.get("role") != two.get("role"):
                self.note(article, "person", [one, two])
        if len(people) < max(len(want["participants"]), len(got["participants"])):
            self.note(article, "people", [_listed(want), _listed(got)])

    def measures(self) -> dict[str, float]:
        """Return figures by name: precision, recall and F1 of meetings and people, shares of correct facts."""
        c = self.counts
        meeting = _prf(c["found"], c["false"], c["missed"])
        people = _prf(c["people"], c["people_false"], c["people_missed"])
        loose = c["people"] - c["people_strict"]
        strict = _prf(c["people_strict"], c["people_false"] + loose, c["people_missed"] + loose)
        found, persons = max(1, c["found"]), max(1, c["people"])
        return {
            "article_precision": c["said_right"] / max(1, c["said_with"]),
            "article_recall": c["said_right"] / max(1, c["with_meeting"]),
            "meeting_precision": meeting[0],
            "meeting_recall": meeting[1],
            "meeting_f1": meeting[2],
            "participant_precision": people[0],
            "participant_recall": people[1],
            "participant_f1": people[2],
            "strict_participant_f1": strict[2],
            "side_accuracy": c["side"] / persons,
            "role_accuracy": c["role"] / persons,
            "date_accuracy": c["date"] / found,
            "kind_accuracy": c["kind"] / found,
            "city_accuracy": c["city"] / found,
            "place_country_accuracy": c["country"] / found,
            "quiet_articles_clean": c["quiet_clean"] / c["quiet"] if c["quiet"] else 1.0,
        }


def _listed(meeting: Answer) -> list[str]:
    return [str(person.get("name") or person.get("title")) for person in meeting["participants"]]


def _prf(right: int, false: int, missed: int) -> tuple[float, float, float]:
    precision = right / (right + false) if right + false else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def evaluate(
    articles: Iterable[Answer], answers: dict[str, list[Answer]], note: Note | None = None
) -> dict[str, float]:
    """Return the measures of `answers` (meetings by article id) against gold `articles`."""
    tally = Tally(note)
    for article in articles:
        tally.add(article["id"], article["meetings"], answers.get(article["id"], []))
    return tally.measures()
