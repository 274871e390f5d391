"""The rules of the archive at work: what records break, what an editor accepted with a reason, and the Quality page.

The rules themselves only read (`meetings/queries/checks/`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from meetings.models import LikelyDuplicate, Meeting, Official, Participation, ReviewState, RuleException, Source
from meetings.queries.checks import RULES, RULES_BY_NAME, ArchiveRule, Finding, Record, find_breaches
from meetings.queries.checks.scope import MAX_NAMED_RECORDS
from meetings.queries.state import get_cached
from meetings.services.history import Way, recorded
from meetings.services.roles import may_publish, own_drafts, require

MAX_REASON_CHARACTERS = 500
ERROR_RULES = tuple(rule for rule in RULES if rule.is_error)


class ReasonNeededError(Exception):
    """Records would be published although they break rules, and the editor has given no reason yet.

    Attributes:
        findings: What the records break.
        others: The number of records that break no rule and would be published too.
        back: A field (name, value) with which the same request shows the form again, where there is one.
    """

    def __init__(self, findings: list[Finding], others: int = 0) -> None:
        super().__init__(f"{len(findings)} rules are broken")
        self.findings, self.others = findings, others
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
        return words_of(self.finding)


def words_of(finding: Finding) -> str:
    """Return what happened and what to do about `finding`, in the language of the page."""
    return RULES_BY_NAME[finding.rule].words(finding)


def check(records: Iterable[Record] | None = None, rules: Iterable[ArchiveRule] = RULES) -> list[CheckedFinding]:
    """Return what `records` (None: the whole archive) break, with the exceptions, in the order of the rules."""
    return with_exceptions(find_breaches(records, rules))


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
    return with_exceptions(get_cached(name, lambda: find_breaches(tell=tell)))


def with_exceptions(findings: list[Finding]) -> list[CheckedFinding]:
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


def visible_to(user: Any, found: list[CheckedFinding]) -> list[CheckedFinding]:
    """Return those of `found` that `user` can correct: editors all, contributors those of the drafts they entered."""
    if may_publish(user):
        return found
    own = {("meeting", pk) for pk in own_drafts(user, Meeting.objects.all()).values_list("pk", flat=True)}
    own |= {("official", pk) for pk in own_drafts(user, Official.objects.all()).values_list("pk", flat=True)}
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
    return f"[{rules}] {reason}"


# --- Publishing -------------------------------------------------------------------------------------------------------
def errors_by_record(kind: str, ids: Iterable[int]) -> dict[int, list[Finding]]:
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
    of_meetings = _meetings_of(findings, wanted) if kind == "meeting" else {}
    for one in findings:
        owners = {pk for name, pk in (one.record, *one.others) if name == kind}
        for pk in sorted((owners | of_meetings.get(one.record, set())) & set(wanted)):
            found[pk].append(one)
    return found


def _meetings_of(findings: list[Finding], wanted: list[int]) -> dict[Record, set[int]]:
    """Return the meetings among `wanted` that articles, places and officials with findings belong to."""
    columns: tuple[tuple[str, Any, str, str], ...] = (
        ("article", Source, "article", "meeting"),
        ("place", Meeting, "place", "pk"),
        ("official", Participation, "official", "meeting"),
    )
    found: dict[Record, set[int]] = defaultdict(set)
    for kind, model, column, meeting in columns:
        if ids := {one.record[1] for one in findings if one.record[0] == kind}:
            rows = model.objects.filter(**{f"{column}__in": ids, f"{meeting}__in": wanted}).order_by()
            for pk, owner in rows.values_list(column, meeting):
                found[kind, pk].add(owner)
    return found


def unique_findings(errors: dict[int, list[Finding]]) -> list[Finding]:
    """Return the findings of several records, each once."""
    return list(dict.fromkeys(one for some in errors.values() for one in some))


def public_errors(kind: str, ids: Iterable[int]) -> list[Finding]:
    """Return the errors that no editor accepted of those of these records that are public."""
    model: Any = {"meeting": Meeting, "official": Official}[kind]
    public = model.objects.filter(pk__in=list(ids), review_state=ReviewState.PUBLISHED).values_list("pk", flat=True)
    return unique_findings(errors_by_record(kind, public))


def confirm_public(kind: str, ids: Iterable[int], user: Any, reason: str = "", before: Iterable[Finding] = ()) -> None:
    """Accept, with `reason`, what the public ones of these records break after an editor changed them.

    Args:
        kind: The name of their model.
        ids: Their ids.
        user: The editor.
        reason: Why they may break rules; can be empty.
        before: What they broke before the change: it is on the Quality page, and an editor can still correct
            something else.

    Raises:
        ReasonNeededError: They break a rule since the change and there is no reason.
    """
    known = set(before)
    findings = [one for one in public_errors(kind, ids) if one not in known]
    if findings and not reason.strip():
        raise ReasonNeededError(findings)
    if findings:
        accept(findings, reason, user)
