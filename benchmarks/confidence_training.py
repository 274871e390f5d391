"""Train the weights of meetings/extraction/meeting/confidence.tsv from judged records, and say how good they are.

    python -m benchmarks.confidence_training FOLDER            # measure
    python -m benchmarks.confidence_training FOLDER --write    # and write the table

judged_candidates.tsv says what was judged; the texts are ID.txt anywhere under the given folder. A candidate whose
people the reader reads otherwise today is left out, since the verdict was about those people. A third of the articles,
chosen by a seed before anything was trained, is only scored. Right records are those sought; partly right ones count
as wrong, since an editor has to mend them. Records that the reader makes count more than those that it dismisses.
"""

import argparse
import itertools
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.logistic import Example, auc, fit, share_of
from meetings.extraction.meeting.confidence import BASE, SIGNS
from meetings.extraction.meeting.confidence import TABLE as WEIGHTS
from meetings.extraction.meeting.drafts import Draft, make_drafts
from meetings.extraction.meeting.signs import RecordSituation
from meetings.extraction.pipeline import DraftedReport, add_records, read_drafts
from meetings.extraction.readings import MeetingReading, ReportReading
from meetings.text.tables import read_table

TABLE = Path(__file__).with_name("judged_candidates.tsv")
SEED_OF_HELD_OUT, SEED_OF_FOLDS = 13, 7
FOLDS = 10
COUNT_OF_READ = 8.0  # a record that the reader makes counts as so many that it dismisses
PENALTY = 4.0
MIN_WEIGHT = 0.02  # a smaller one changes no confidence that is shown, in hundredths
NAMES = tuple(SIGNS)
DIRECTIONS = {"for": 1, "against": -1}
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """A judged record with its signs."""

    article: str
    verdict: str
    is_read: bool  # made by the reader, not dismissed
    signs: tuple[float, ...]

    @property
    def is_right(self) -> bool:
        """Return whether its people met as it says."""
        return self.verdict == "right"

    @property
    def example(self) -> Example:
        """Return it as the training takes it."""
        return Example(self.signs, self.is_right, COUNT_OF_READ if self.is_read else 1.0)


# --- From the table of verdicts to cases ------------------------------------------------------------------------------
def judged_cases(folder: Path, table: Path = TABLE) -> tuple[list[JudgedCase], int]:
    """Return the judged records as they are read today, and how many the reader reads otherwise.

    Raises:
        FileNotFoundError: An article is not under `folder`.
    """
    paths = {path.stem: path for path in folder.rglob("*.txt")}
    rows: dict[str, list[dict[str, str]]] = {}
    for row in read_table(table):
        if row["reading"]:
            rows.setdefault(row["article"], []).append(row)
    if missing := sorted(set(rows) - set(paths)):
        raise FileNotFoundError(
            f"{folder}: {len(missing)} of {len(rows)} articles are missing, such as {missing[0]}.txt."
        )
    found = [_case(row, drafted) for name in rows for drafted in [_drafted(paths[name])] for row in rows[name]]
    cases = [case for case in found if case is not None]
    return cases, len(found) - len(cases)


def _drafted(path: Path) -> DraftedReport:
    return read_drafts(path.read_bytes().decode("utf-8"))


def _case(row: dict[str, str], drafted: DraftedReport) -> JudgedCase | None:
    for draft in _drafts_at(int(row["start"]), drafted):
        meeting = _record(draft, drafted)
        if people_of(meeting) == row["people"]:
            is_read = any(draft is one for one in drafted.meetings)
            others = drafted.meetings if is_read else [*drafted.meetings, draft]
            situation = RecordSituation(drafted.text, drafted.report, drafted.cast, draft, meeting, others)
            signs = tuple(measure(situation) for measure in SIGNS.values())
            return JudgedCase(row["article"], row["verdict"], is_read, signs)
    return None


def _drafts_at(start: int, drafted: DraftedReport) -> list[Draft]:
    """Return the meetings told by the event at `start`, else the drafts that it would make if it were not dismissed."""
    text = drafted.text
    spans = ((one, text.repaired.span(*text.span(one.start, one.end))) for one in drafted.events)
    event = next((one for one, span in spans if span[0] == start), None)
    if event is None:
        return []
    told = [draft for draft in drafted.meetings if any(one is event for one in draft.events)]
    return told or make_drafts(event, drafted.cast)[0]


def _record(draft: Draft, drafted: DraftedReport) -> MeetingReading:
    """Return the record of a draft: with the others of its report where the reader makes it, alone where not."""
    report = ReportReading(drafted.report.raw, published=drafted.report.published, dismissed=drafted.report.dismissed)
    drafts = drafted.meetings if any(draft is one for one in drafted.meetings) else [draft]
    add_records(drafted, drafts, report)
    return next(record for record, one in zip(report.meetings, drafts, strict=True) if one is draft)


def people_of(meeting: MeetingReading) -> str:
    """Return the people of a record as a cell of the table."""
    cells = ((one.name, one.title, one.side) for one in meeting.participants)
    return ";".join("|".join(_clean(cell) for cell in cell_of_person) for cell_of_person in cells)


def _clean(words: str | None) -> str:
    return " ".join((words or "").replace("|", " ").replace(";", " ").split())


# --- Training and measuring -------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Judge:
    """A trained judge of records."""

    base: float
    weights: tuple[float, ...]

    def odds(self, case: JudgedCase) -> float:
        """Return the log-odds that a record is right."""
        return self.base + sum(weight * sign for weight, sign in zip(self.weights, case.signs, strict=True))


class ScoredCase(NamedTuple):
    """A case and the log-odds that it is right."""

    case: JudgedCase
    odds: float


def train(cases: Sequence[JudgedCase], directions: Sequence[int]) -> Judge:
    """Return the judge that `cases` teach, calibrated on those that the reader reads."""
    judge = _taught(cases, directions)
    slope, shift = _calibration(_out_of_fold(cases, directions))
    return Judge(judge.base * slope + shift, tuple(weight * slope for weight in judge.weights))


def cross_validated(cases: Sequence[JudgedCase], directions: Sequence[int]) -> list[ScoredCase]:
    """Return each case with the calibrated log-odds by a judge that was taught nothing from its article."""
    scored, fold = _out_of_fold(cases, directions), _folds(cases)
    found: list[ScoredCase] = []
    for number in range(FOLDS):
        slope, shift = _calibration([one for one in scored if fold[one.case.article] != number])
        own = (one for one in scored if fold[one.case.article] == number)
        found.extend(ScoredCase(one.case, one.odds * slope + shift) for one in own)
    return found


def _taught(cases: Sequence[JudgedCase], directions: Sequence[int]) -> Judge:
    base, weights = fit([case.example for case in cases], directions, PENALTY)
    return Judge(base, tuple(weights))


def _out_of_fold(cases: Sequence[JudgedCase], directions: Sequence[int]) -> list[ScoredCase]:
    fold = _folds(cases)
    found: list[ScoredCase] = []
    for number in range(FOLDS):
        judge = _taught([case for case in cases if fold[case.article] != number], directions)
        found.extend(ScoredCase(case, judge.odds(case)) for case in cases if fold[case.article] == number)
    return found


def _calibration(scored: Sequence[ScoredCase]) -> tuple[float, float]:
    """Return the slope and the shift of the log-odds (Platt) with which as many records are right as they say."""
    shift, (slope,) = fit([Example((one.odds,), one.case.is_right) for one in scored if one.case.is_read], [1], 0.0)
    return slope, shift


def _folds(cases: Iterable[JudgedCase]) -> dict[str, int]:
    return {article: number % FOLDS for number, article in enumerate(_shuffled(cases, SEED_OF_FOLDS))}


def held_out_articles(cases: Sequence[JudgedCase]) -> set[str]:
    """Return the third of the articles that is only scored."""
    articles = _shuffled(cases, SEED_OF_HELD_OUT)
    return set(articles[: len(articles) // 3])


def _shuffled(cases: Iterable[JudgedCase], seed: int) -> list[str]:
    articles = sorted({case.article for case in cases})
    random.Random(seed).shuffle(articles)  # a split that can be repeated
    return articles


def measures(scored: Sequence[ScoredCase]) -> dict[str, float]:
    """Return the areas under the curve: of all records, of those read, and of those read without the partly right."""
    read = [one for one in scored if one.case.is_read]
    clear = [one for one in read if one.case.verdict != "partly"]
    return {"auc_all": _auc(scored), "auc_read": _auc(read), "auc_read_right_or_false": _auc(clear)}


def _auc(scored: Sequence[ScoredCase]) -> float:
    return auc([one.odds for one in scored], [one.case.is_right for one in scored])


def reliability(scored: Sequence[ScoredCase]) -> list[str]:
    """Return, for each range of confidence, how many of the records read are in it and how many of them are right."""
    lines = []
    for low, high in itertools.pairwise(BINS):
        inside = [one.case for one in scored if one.case.is_read and low <= share_of(one.odds) < high]
        if inside:
            verdicts = Counter(case.verdict for case in inside)
            told = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in ("right", "partly", "false"))
            lines.append(f"confidence {low:.1f} to {min(high, 1):.1f}: {len(inside)} records, {told}")
    return lines


# --- The table --------------------------------------------------------------------------------------------------------
def directions_of_signs() -> list[int]:
    """Return for each sign whether it speaks for or against a record, as the table says."""
    speaks = {row["sign"]: row["speaks"] for row in read_table(WEIGHTS)}
    return [DIRECTIONS[speaks[name]] for name in NAMES]


def table_of(judge: Judge, cases: Sequence[JudgedCase], remarks: Iterable[str]) -> str:
    """Return the table of weights."""
    read = [case for case in cases if case.is_read]
    usual = [sum(case.signs[index] for case in read) / len(read) for index in range(len(NAMES))]
    known = {row["sign"]: row for row in read_table(WEIGHTS)}
    rows = [f"{BASE}\tfor\t{judge.base:.3f}\t1\t"]
    for name, weight, mean in zip(NAMES, judge.weights, usual, strict=True):
        written = weight if abs(weight) >= MIN_WEIGHT else 0.0
        rows.append(f"{name}\t{known[name]['speaks']}\t{written:.3f}\t{mean:.3f}\t{known[name]['doubt']}")
    head = [f"# {remark}" for remark in remarks]
    return "\n".join([*head, "sign\tspeaks\tweight\tusual\tdoubt", *rows]) + "\n"


def main(arguments: Sequence[str]) -> None:
    """Print how good the judge is, and write the table where that is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    try:
        cases, changed = judged_cases(options.folder)
    except FileNotFoundError as error:
        sys.exit(str(error))
    directions = directions_of_signs()
    held_out = held_out_articles(cases)
    taught = [case for case in cases if case.article not in held_out]
    print(f"{len(cases)} judged records ({sum(case.is_read for case in cases)} read), {changed} read otherwise today")
    print(f"cross-validated by article, {len(taught)} records of two thirds of the articles:")
    _print(cross_validated(taught, directions))
    judge = train(taught, directions)
    print(f"held out, {len(cases) - len(taught)} records of the other third:")
    _print([ScoredCase(case, judge.odds(case)) for case in cases if case.article in held_out])
    everything = cross_validated(cases, directions)
    print("cross-validated by article, all records:")
    _print(everything)
    if options.write:
        remarks = _remarks(cases, measures(everything))
        WEIGHTS.write_text(table_of(train(cases, directions), cases, remarks), encoding="utf-8")


def _print(scored: Sequence[ScoredCase]) -> None:
    for name, value in measures(scored).items():
        print(f"  {name} {value:.3f}")
    for line in reliability(scored):
        print(f"  {line}")


def _remarks(cases: Sequence[JudgedCase], areas: dict[str, float]) -> list[str]:
    read = sum(case.is_read for case in cases)
    shares = ", ".join(f"{name} {value:.2f}" for name, value in areas.items())
    return [
        "How much each sign of meetings/extraction/meeting/signs*.py counts for or against a record: log-odds.",
        "Trained by `python -m benchmarks.confidence_training FOLDER --write` from records that contributors judged by",
        f"reading (benchmarks/judged_candidates.tsv), {read} made by the reader, {len(cases) - read} dismissed by it;",
        f"calibrated on those it makes. Cross-validated by article: {shares}.",
        "speaks: set by hand, and the training keeps it: no sign counts the other way.",
        "usual: the mean of the sign over the records that the reader makes.",
        "doubt: what it is called where it lowers the confidence; signs of one doubt add up.",
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
