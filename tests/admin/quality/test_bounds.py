"""The Quality pages and the question at their bounds: what is counted, shown, told and repeated."""

from types import SimpleNamespace

import pytest
from django.contrib.messages.storage.cookie import CookieStorage

from meetings.admin.quality import asking
from meetings.admin.quality import views as pages
from meetings.models import Meeting
from meetings.queries.checks import RULES, RULES_BY_NAME, Finding
from meetings.services.checks import CheckedFinding
from tests.admin.conftest import address
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db

ERROR = next(rule for rule in RULES if rule.is_error)
WARNING = next(rule for rule in RULES if not rule.is_error)


def found(rule=ERROR, is_accepted: bool = False, pk: int = 1) -> CheckedFinding:
    finding = Finding(rule.name, ("meeting", pk), {})
    return CheckedFinding(finding, rule, SimpleNamespace(reason="x") if is_accepted else None)


def test_open_and_accepted_findings_are_counted_by_their_rule():
    counts = {one.rule.name: (one.open, one.accepted) for one in pages.count_findings(
        [found(), found(), found(is_accepted=True), found(WARNING)]
    )}  # fmt: skip
    assert counts[ERROR.name] == (2, 1)
    assert counts[WARNING.name] == (1, 0)
    assert len(counts) == len(RULES)


@pytest.mark.parametrize(("rules", "rows", "more"), [(0, 0, False), (5, 5, False), (6, 5, True)])
def test_so_many_rules_stand_in_the_block(monkeypatch, rules, rows, more):
    monkeypatch.setattr(pages, "_found", lambda request: [found(rule) for rule in RULES[:rules]])
    block = pages.make_quality_block(None)
    assert (len(block["rows"]), block["more"]) == (rows, more)
    errors = sum(rule.is_error for rule in RULES[:rules])
    assert (block["errors"], block["warnings"]) == (errors, rules - errors)


def test_rules_stand_in_the_group_of_their_severity(desk):
    MeetingFactory(review_state="published")
    context = desk.get(address("quality")).context
    for group in context["groups"]:
        assert {row.rule.severity for row in group["rows"]} == {group["severity"]}
        assert group["open"] == sum(row.open for row in group["rows"])
    assert sum(len(group["rows"]) for group in context["groups"]) == len(RULES)
    assert context["is_limited"] is False


@pytest.mark.parametrize(
    ("url_name", "action", "shows"),
    [
        ("review-decide", "", True),
        ("quality-rule", "", True),
        ("meetings_merge_undo", "", True),
        ("meetings_meeting_change", "", False),
        ("", "", False),
        ("meetings_meeting_changelist", "publish", True),
        ("meetings_meeting_changelist", "back_to_draft", True),
        ("meetings_meeting_changelist", "set_place", False),
    ],
)
def test_pages_that_show_what_is_broken_anyway(rf, url_name, action, shows):
    request = rf.post("/", {"action": action} if action else {})
    request.resolver_match = SimpleNamespace(url_name=url_name)
    assert asking._shows_findings(request) is shows
    request.resolver_match = None
    assert asking._shows_findings(request) is (action in ("publish", "back_to_draft"))


def told(rf, some: list[CheckedFinding]) -> list[str]:
    request = rf.post("/")
    request._messages = CookieStorage(request)
    asking.report(request, some)
    return [str(message) for message in request._messages._queued_messages]


def test_what_a_change_breaks_is_told_in_one_message_errors_first(rf, monkeypatch):
    ids = [MeetingFactory(headline_ar=f"لقاء {number}", headline_en=f"Meeting {number}").pk for number in range(6)]
    monkeypatch.setattr(CheckedFinding, "words", property(lambda self: self.rule.name))
    assert told(rf, []) == []
    [message] = told(rf, [found(WARNING, pk=ids[0]), found(ERROR, pk=ids[1])])
    assert "2 rules are broken" in message
    assert message.index(ERROR.name) < message.index(WARNING.name)
    [message] = told(rf, [found(pk=pk) for pk in ids])
    assert "6 rules are broken" in message
    assert message.count("<li>") == 5


@pytest.mark.parametrize(("number", "shown", "more"), [(1, 1, 0), (30, 30, 0), (31, 30, 1)])
def test_the_question_shows_so_many_findings(rf, editor, monkeypatch, number, shown, more):
    monkeypatch.setattr(CheckedFinding, "words", property(lambda self: self.rule.name))
    monkeypatch.setattr(asking, "add_exceptions", lambda findings: findings)
    pk = MeetingFactory().pk
    request = rf.post(
        "/", {"state": "published", "publishing_reason": "x", "publishing_hold": "1", "topic": ["1", "2"]}
    )
    request.user = editor
    needed = SimpleNamespace(findings=[found(pk=pk)] * number, is_change=False, others=[], back=("decision", "look"))
    context = asking.ask(request, needed).context_data
    assert (len(context["found"]), context["more"], context["count"]) == (shown, more, number)
    assert context["repeated"] == [("state", "published"), ("topic", "1"), ("topic", "2")]


def test_the_message_of_a_form_links_every_record_but_its_own(monkeypatch):
    monkeypatch.setattr(CheckedFinding, "words", property(lambda self: self.rule.name))
    monkeypatch.setattr(asking, "add_exceptions", lambda findings: findings)
    own, other = MeetingFactory().pk, MeetingFactory().pk
    message = asking.make_reason_message([found(pk=own), found(pk=other)], ("meeting", own), ["follow_dates"])
    assert message.count('<li dir="auto">') == 1
    assert message.count("<li><a href=") == 1
    assert '<input type="hidden" name="follow_dates" value="on">' in message


@pytest.mark.parametrize(
    ("record", "key", "reason", "is_accepted"),
    [
        ("own", "", "Because", True),
        ("own", "", "", False),
        ("own", "another", "Because", False),
        ("meeting:999999", "", "Because", False),
    ],
)
def test_a_finding_is_accepted_with_a_reason(desk, record, key, reason, is_accepted):
    meeting = MeetingFactory(review_state="published")
    [rule, finding] = next(
        [one.rule.name, one.finding] for one in pages.check_whole() if one.finding.record == ("meeting", meeting.pk)
    )
    sent = {"record": f"meeting:{meeting.pk}" if record == "own" else record, "publishing_reason": reason,
            "key": key or finding.key}  # fmt: skip
    page = address("quality-rule", rule)
    desk.post(page, sent)
    accepted = desk.get(page, {"show": "accepted"}).context
    assert (len(accepted["rows"]), accepted["numbers"]["accepted"]) == (int(is_accepted), int(is_accepted))
    still = desk.get(page).context
    assert (len(still["rows"]), still["numbers"]["open"]) == (int(not is_accepted), int(not is_accepted))
    assert rule in RULES_BY_NAME
    assert Meeting.objects.get().review_state == "published"
