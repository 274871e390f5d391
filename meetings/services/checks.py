"""The rules of the archive at work: what records break, what an editor accepted with a reason, and the Quality page.

The rules themselves only read (`meetings/queries/checks/`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from meetings.models import LikelyDuplicate, Meeting, Official, Participation, ReviewState, RuleException, Source
from meetings.queries.checks import RULES, RULES_BY_NAME, ArchiveRule, Finding, Record, find_breaches
from meetings.queries.checks.scope import MAX_NAMED_RECORDS
from meetings.queries.state import get_cached
from meetings.services.history import Way, follow_facts_now, recorded
from meetings.services.roles import may_publish, require, select_own_drafts
from meetings.services.rows import split_ids

MAX_REASON_CHARACTERS = 500
_RECORDS_AT_ONCE = 200  # with their parts fewer than MAX_NAMED_RECORDS
# The kinds of record whose errors the public sees in meetings, and where their meetings are found.
_IN_MEETINGS: tuple[tuple[str, Any, str, str], ...] = (
    ("article", Source, "article", "meeting"),
    ("place", Meeting, "place", "pk"),
    ("official", Participation, "official", "meeting"),
    ("position", Participation, "position", "meeting"),
    ("appointment", Participation, "official__appointments", "meeting"),
)
# The officials of other kinds of record, for what is about an official and not about a meeting.
_OF_OFFICIALS = {"position": "appointments__position", "appointment": "appointments"}
ERROR_RULES = tuple(rule for rule in RULES if rule.is_error)


class ReasonNeededError(Exception):
    """The public would see records that break rules, and the editor has given no reason yet.

    Attributes:
        findings: What the records break.
        others: The number of records that break no rule and would be published too.
        is_change: Whether records that are public already would break rules since a change.
        back: A field (name, value) with which the same request shows the form again, where there is one.
    """

    def __init__(self, findings: list[Finding], others: int = 0, *, is_change: bool = False) -> None:
        super().__init__(f"{len(findings)} rules are broken")
        self.findings, self.others, self.is_change = findings, others, is_change
        self.back: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CheckedFinding:
    """A finding with its rule, and the exception if an editor accepted it."""

    finding: Finding
    rule: ArchiveRule
    exception: RuleException | None = None

    @property
    def words(self) -> str:
        """What happened and what to do, in the language of the page."""
        return describe_finding(self.finding)


def describe_finding(finding: Finding) -> str:
    """Return what happened and what to do about `finding`, in the language of the page."""
    return RULES_BY_NAME[finding.rule].words(finding)


def check(records: Iterable[Record] | None = None, rules: Iterable[ArchiveRule] = RULES) -> list[CheckedFinding]:
    """Return what `records` (None: the whole archive) break, with the exceptions, in the order of the rules."""
    return add_exceptions(find_breaches(records, rules))


def check_changes(records: Iterable[Record]) -> list[CheckedFinding]:
    """Return what changed records break and no editor accepted; deleted and rejected records are left out."""
    changed = set(records)
    rejected = {
        (kind, pk)
        for kind, model in (("meeting", Meeting), ("official", Official))
        if (ids := [pk for name, pk in changed if name == kind])
        for pk in model.objects.filter(pk__in=ids, review_state=ReviewState.REJECTED).values_list("pk", flat=True)
    }
    return [one for one in check(changed - rejected) if one.exception is None]


def check_whole(tell: Callable[[int, int], None] | None = None) -> list[CheckedFinding]:
    """Return what the records of the whole archive break; read once for each state of the archive and each day."""
    decided = LikelyDuplicate.objects.filter(state=LikelyDuplicate.State.NOT_SAME).count()  # not part of the state
    name = f"breaches:{timezone.localdate()}:{decided}"
    return add_exceptions(get_cached(name, lambda: find_breaches(tell=tell)))


def add_exceptions(findings: list[Finding]) -> list[CheckedFinding]:
    """Return `findings`, each with the exception that an editor made; one query."""
    if not findings:
        return []
    made = RuleException.objects.filter(rule__in={one.rule for one in findings})
    if len(findings) <= MAX_NAMED_RECORDS:
        made = made.filter(record_id__in={one.record[1] for one in findings})
    known = {(one.rule, one.kind, one.record_id, one.key): one for one in made}
    return [
        CheckedFinding(one, RULES_BY_NAME[one.rule], known.get((one.rule, *one.record, one.key))) for one in findings
    ]


def select_visible_to(user: Any, found: list[CheckedFinding]) -> list[CheckedFinding]:
    """Return those of `found` that `user` can correct: editors all, contributors those of the drafts they entered."""
    if may_publish(user):
        return found
    own = {("meeting", pk) for pk in select_own_drafts(user, Meeting.objects.all()).values_list("pk", flat=True)}
    own |= {("official", pk) for pk in select_own_drafts(user, Official.objects.all()).values_list("pk", flat=True)}
    return [one for one in found if one.finding.record in own]


# --- Exceptions -------------------------------------------------------------------------------------------------------
def accept(findings: Iterable[Finding], reason: str, user: Any) -> None:
    """Record that an editor accepts `findings`, and why; their records keep the reason in their history.

    Raises:
        PermissionDenied: The role of `user` does not allow it.
        ValueError: The reason is empty.
    """
    require(user is None or may_publish(user))
    reason = reason.strip()[:MAX_REASON_CHARACTERS]
    if not reason:
        raise ValueError("an exception needs a reason")
    name = (user.get_full_name() or user.get_username())[:150] if user else ""
    with recorded(user, _note(findings, reason), way=Way.REVIEW):
        RuleException.objects.bulk_create(
            (
                RuleException(
                    kind=one.record[0], record_id=one.record[1], rule=one.rule, key=one.key,
                    reason=reason, user=user, user_name=name,
                )
                for one in findings
            ),
            ignore_conflicts=True,
        )  # fmt: skip


def withdraw(exception: RuleException, user: Any) -> None:
    """Delete an exception; the record breaks the rule again. Raises PermissionDenied if the role does not allow it."""
    require(may_publish(user))
    exception.delete()


def _note(findings: Iterable[Finding], reason: str) -> str:
    """Return the note for the history; it is stored, so it names the rules as the code does."""
    rules = ", ".join(dict.fromkeys(one.rule for one in findings))
    return f"{reason} [{rules}]"


# --- Publishing -------------------------------------------------------------------------------------------------------
def group_errors_by_record(kind: str, ids: Iterable[int]) -> dict[int, list[Finding]]:
    """Return the errors that no editor accepted of meetings or officials that are to be published, by their ids.

    The errors of a meeting include those of its articles, its place and the officials who are published with it.
    """
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    records = [(kind, pk) for pk in wanted]
    if kind == "meeting":
        drafts = Official.objects.drafts().filter(participations__meeting__in=wanted)
        records += [("official", pk) for pk in drafts.values_list("pk", flat=True).distinct()]
    findings = [one.finding for one in check(records, ERROR_RULES) if one.exception is None]
    found: dict[int, list[Finding]] = defaultdict(list)
    of_meetings = _meetings_of((one.record for one in findings), wanted) if kind == "meeting" else {}
    for one in findings:
        owners = {pk for name, pk in (one.record, *one.others) if name == kind}
        for pk in sorted((owners | of_meetings.get(one.record, set())) & set(wanted)):
            found[pk].append(one)
    return found


def _meetings_of(records: Iterable[Record], wanted: list[int] | None = None) -> dict[Record, set[int]]:
    """Return the meetings (if given, among `wanted`) to which articles, places, officials and offices belong."""
    given, found = list(records), defaultdict(set)
    for kind, model, column, meeting in _IN_MEETINGS:
        for ids in split_ids({pk for name, pk in given if name == kind}):
            rows = model.objects.filter(**{f"{column}__in": ids}).order_by()
            rows = rows if wanted is None else rows.filter(**{f"{meeting}__in": wanted})
            for pk, owner in rows.values_list(column, meeting):
                found[kind, pk].add(owner)
    return found


def list_unique_findings(errors: dict[int, list[Finding]]) -> list[Finding]:
    """Return the findings of several records, each once."""
    return list(dict.fromkeys(one for some in errors.values() for one in some))


def find_public_errors(records: Iterable[Record]) -> list[Finding]:
    """Return the errors that no editor accepted of the public meetings and officials among, or with, these records."""
    changed = set(records)
    changed |= {("official", pk) for pk in _officials_of(changed)} | _articles_against(changed)
    wanted: dict[Any, set[int]] = {
        Meeting: {pk for kind, pk in changed if kind == "meeting"}.union(*_meetings_of(changed).values()),
        Official: {pk for kind, pk in changed if kind == "official"},
    }
    found: list[Finding] = []
    public_meetings: set[int] = set()
    for model, ids in wanted.items():
        for some in split_ids(sorted(ids), _RECORDS_AT_ONCE):
            public = list(model.objects.public().filter(pk__in=some).order_by().values_list("pk", flat=True))
            public_meetings |= set(public) if model is Meeting else set()
            found += list_unique_findings(group_errors_by_record(str(model._meta.model_name), public))
    # What is about a public official may be found in a meeting that is a draft.
    seen = (one for one in found if one.record[0] != "meeting" or one.record[1] in public_meetings)
    return list(dict.fromkeys(seen))


def _officials_of(records: Iterable[Record]) -> set[int]:
    """Return the officials who hold the offices, or whose the appointments are."""
    given, found = list(records), set[int]()
    for kind, column in _OF_OFFICIALS.items():
        for ids in split_ids({pk for name, pk in given if name == kind}):
            found.update(Official.objects.filter(**{f"{column}__in": ids}).order_by().values_list("pk", flat=True))
    return found


def _articles_against(records: Iterable[Record]) -> set[Record]:
    """Return the articles whose addresses do not agree with the outlets among these records.

    Only these: an outlet has too many articles to check the meetings of all of them.
    """
    outlets = [one for one in records if one[0] == "outlet"]
    return {one.record for one in find_breaches(outlets, [RULES_BY_NAME["outlet-address"]])} if outlets else set()


def list_concerned(records: Iterable[Record]) -> list[Record]:
    """Return these records and the meetings to which their articles, places, officials and offices belong now."""
    given = list(dict.fromkeys(records))
    meetings: set[int] = set().union(*_meetings_of(given).values())
    return list(dict.fromkeys([*given, *(("meeting", pk) for pk in sorted(meetings))]))


@contextmanager
def confirming(records: Iterable[Record], user: Any, reason: str = "") -> Iterator[list[Record]]:
    """Run a change of `records` between `find_public_errors` and `confirm_public`, whose arguments these are.

    Yields the records as a list, to which the block adds those that it makes.
    """
    changed = list_concerned(records) if user is not None else list(records)
    before = find_public_errors(changed) if user is not None else []
    yield changed
    confirm_public(changed, user, reason, before)


def confirm_public(records: Iterable[Record], user: Any, reason: str = "", before: Iterable[Finding] = ()) -> None:
    """Accept, with `reason`, what the public ones of these records break after a change and what follows from it.

    Every way of changing public records ends with this, within its `recorded`: without a reason nothing is changed.

    Args:
        records: The records, also those that the change made.
        user: The editor; a command (None) is not asked.
        reason: Why they may break rules; can be empty.
        before: What `find_public_errors` returned before the change: it is on the Quality page, and an editor can still
            correct something else.

    Raises:
        ReasonNeededError: They break a rule since the change and there is no reason.
    """
    if user is None:
        return
    follow_facts_now()  # a venue ends with its city: what the rules judge is the record as it will be
    known = set(before)
    findings = [one for one in find_public_errors(records) if one not in known]
    if findings and not reason.strip():
        raise ReasonNeededError(findings, is_change=True)
    if findings:
        accept(findings, reason, user)
