"""A small archive with a row in every table, and hostile texts in each of its text columns."""

import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from meetings import models as records
from meetings.models.history import WHOLES
from meetings.models.state import ArchiveState
from meetings.services.erasure import erasing
from meetings.services.history import keep, recorded
from tests import factories
from tests.security.payloads import ADDRESS, MARKUP, make_text

DAY = datetime.date(2023, 11, 3)

# Text columns that have no hostile text, each with what keeps one out.
NOT_PLANTED = {
    "sha256": "a hash that Mahdar computes",
    "page_hash": "a hash that Mahdar computes",
    "key": "derived, or a key that Mahdar makes",
    "slug": "Django's SlugField refuses all but letters, digits, - and _",
    "list_of": "the name of a list of the desk, not typed",
    "language": "chosen from a list",
    "rule": "the name of a rule in the code",
    "kind": "the name of a model in the code",
    "facts": "names of columns in the code",
    "rows": "rows of the database, read by the undo of a merge only",
    "state": "made from the planted records by their history",
    "date_statements": "a list of dates with a fixed shape",
    "doubts": "names of doubts in the code",
    "reasons": "names of reasons in the code",
    "file": "a path that Mahdar makes from the hash",
    "page": "a random name of an opened form",
    "fact": "chosen from a list",
    "subject": "a hash that Mahdar computes",
    "meetings.article.raw_text": "planted when the article is made: it never changes",
    "meetings.evidence.quote": "words of the article, which are planted",
    "meetings.position.code": "a SlugField",
    "meetings.outlet.code": "a SlugField",
    "meetings.topic.code": "a SlugField",
    "meetings.country.code": "letters and a hyphen: see the constraint of the form",
    "meetings.organisation.code": "letters and a hyphen: see the constraint of the form",
    "meetings.dismissedoffice.side": "the code of a side",
}
_TEXT_COLUMNS = (models.CharField, models.TextField)
_LISTS = {"names", "other_domains"}


def list_text_columns() -> list[tuple[type[models.Model], Any]]:
    """Every text column of the archive's models that has no list of choices."""
    return [
        (model, field)
        for model in apps.get_app_config("meetings").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, (*_TEXT_COLUMNS, models.JSONField, models.FileField)) and not field.choices
    ]


def is_planted(model: type[models.Model], field: Any) -> bool:
    """Whether `plant` writes a hostile text to this column."""
    return field.name not in NOT_PLANTED and f"{model._meta.label_lower}.{field.name}" not in NOT_PLANTED


def make_archive(user: Any) -> None:
    """Make one or two rows in each table; the meeting, its people and its report are public."""
    with recorded(user):
        _make_archive(user)


def _make_archive(user: Any) -> None:
    officials = [factories.OfficialFactory(created_by=user) for _ in range(2)]
    for official in officials:
        factories.OfficialNameFactory(official=official)
        factories.AppointmentFactory(official=official, source_url="https://example.org/")
    organisation = factories.OrganisationFactory()
    outlet = factories.OutletFactory(country=factories.CountryFactory())
    words = f"يوم الجمعة {MARKUP}"
    article = factories.ArticleFactory(
        url="https://example.org/report", raw_text=f"{words}\n{make_text(None)}", outlet=outlet, created_by=user
    )
    meeting = factories.MeetingFactory(place=factories.PlaceFactory(), created_by=user)
    draft = factories.MeetingFactory(review_state="draft", created_by=user)
    for record in (meeting, draft):
        for order, official in enumerate(officials):
            factories.ParticipationFactory(
                meeting=record, official=official, order=order, position=factories.PositionFactory()
            )
        chief = factories.PositionFactory(code="un-chief", title_ar="أمين عام", country=None, organisation=organisation)
        factories.ParticipationFactory(
            meeting=record, official=None, country=None, organisation=organisation, position=chief, order=2
        )
        factories.SourceFactory(meeting=record, article=article)
        factories.MeetingTopicFactory(meeting=record)
        factories.EvidenceFactory(meeting=record, article=article, quote=words, author=user)
    factories.DisagreementFactory(meeting=meeting, article=article)
    factories.AttachmentFactory(meeting=meeting)
    factories.IdentifierFactory(official=officials[0])
    factories.EditedFactFactory(meeting=meeting, editor=user)
    _make_rows_of_the_desk(user, meeting, draft, officials, article, outlet)


def _make_rows_of_the_desk(user: Any, meeting: Any, draft: Any, officials: Any, article: Any, outlet: Any) -> None:
    now = timezone.now()
    alert = records.Alert.objects.create(email="reader@example.org", query="q=x", language="en", site="https://a.org/")
    records.Alert.objects.filter(pk=alert.pk).update(confirmed_at=now, told_until=now)
    request = records.CorrectionRequest.objects.create(
        key="a-key", kind="meeting", record_id=meeting.pk, message="m", email="r@example.org", language="en",
        site="https://a.org/",
    )  # fmt: skip
    records.CorrectionDecision.objects.create(request=request, state="waiting", answer="a", note="n", user=user)
    other = factories.MeetingFactory()
    factories.SourceFactory(meeting=other, article=article)
    records.DifferentMeetings.objects.create(first=meeting, second=other, decided_by=user)
    records.DismissedOffice.objects.create(official=officials[0], office="o", side="IQ", decided_by=user)
    records.DraftStage.objects.create(kind="meeting", record_id=draft.pk, stage="in-review", moved_by=user)
    comment = records.Comment.objects.create(kind="meeting", record_id=draft.pk, author=user, author_name="a", text="t")
    records.PublishingPlan.objects.create(kind="meeting", record_id=draft.pk, user=user, publish_at=now, site="s")
    records.Assignment.objects.create(kind="meeting", record_id=draft.pk, user=user, given_by=user)
    records.DeskNotice.objects.create(
        kind="meeting", record_id=draft.pk, user=user, by=user, comment=comment, reason="mention", text="t"
    )
    records.DigestChoice.objects.create(user=user, site="s")
    records.RuleException.objects.create(
        kind="meeting", record_id=meeting.pk, rule="meeting-without-source", reason="r", user=user, user_name="u"
    )
    records.SavedFilter.objects.create(owner=user, list_of="meetings.meeting", name="n", query="q=x")
    form = records.FormDraft.objects.create(
        user=user, address="/en/admin/meetings/meeting/add/", data=[["headline_ar", ["x"]]], saved_at=now
    )
    records.FormDraftFile.objects.create(draft=form, field="file", name="a.txt", content_type="text/plain", content=b"")
    feed = records.Feed.objects.create(address="https://example.org/feed", name="f", outlet=outlet, created_by=user)
    records.Incoming.objects.create(
        raw_text=make_text(None, 1), name="a.txt", url="https://example.org/2", headline="h", feed=feed,
        entry_key="e", error="e", created_by=user, original=records.Original.objects.first(),
    )  # fmt: skip
    records.Merge.objects.create(
        kind="official", kept_id=officials[0].pk, other_id=999, kept_name="k", other_name="o", note="n", user=user
    )
    records.LikelyDuplicate.objects.create(first=officials[0], second=officials[1], score=80)
    hidden = factories.OfficialFactory(review_state="rejected")
    records.Withdrawal.objects.create(
        kind="official", record_id=hidden.pk, key=hidden.slug, reason="other", explanation_ar="e", note="n", user=user
    )
    records.OldAddress.objects.create(kind="meeting", record_id=meeting.pk, slug="old-address")
    records.OpenRecord.objects.create(kind="meeting", record_id=meeting.pk, user=user, seen_at=now)
    records.Rejection.objects.create(kind="meeting", record_id=draft.pk, reason="other", note="n", decided_by=user)


def plant(user: Any) -> None:
    """Write hostile texts to all text columns, within the history of the records."""
    with erasing(), recorded(user, make_text(None), way="form", keeps_facts=True):
        for kind in WHOLES:
            keep(apps.get_model("meetings", kind)._base_manager.all())
        for model, field in list_text_columns():
            if is_planted(model, field):
                _plant_column(model, field)
    apps.get_model("auth", "User").objects.filter(pk=user.pk).update(
        username=MARKUP[:150], first_name=MARKUP[:150], last_name=make_text(150), email=make_text(254)
    )
    assert ArchiveState.objects.exists()


def _plant_column(model: type[models.Model], field: Any) -> None:
    for pk in model._base_manager.values_list("pk", flat=True):
        model._base_manager.filter(pk=pk).update(**{field.name: _make_value(field, pk)})


def _make_value(field: Any, number: int) -> Any:
    if field.name in _LISTS:
        return [make_text(200, number)]
    if field.name == "demonyms":
        return {"ar": [make_text(200, number)]}
    if isinstance(field, models.JSONField):
        return [["headline_ar", [make_text(None, number)]]]
    if isinstance(field, models.URLField):
        return f"{ADDRESS}{number}"[: field.max_length]
    return make_text(field.max_length, number)
