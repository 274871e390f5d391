"""The forms and lists of records at their bounds: what a form fills in, asks, refuses and shows."""

import datetime
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User

from meetings.admin.records.article_forms import ArticleForm
from meetings.admin.records.evidence import EvidenceInline, show_in_context
from meetings.admin.records.meeting_forms import MeetingForm
from meetings.admin.records.official_forms import OfficialForm
from meetings.admin.records.users import RoleFilter
from meetings.models import Article, Evidence, Meeting, Official
from meetings.services.roles import UserRole, give_role
from meetings.text.date_statements import DateStatement
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    EvidenceFactory,
    MeetingFactory,
    MeetingTopicFactory,
    OfficialFactory,
    OfficialNameFactory,
    ParticipationFactory,
    PlaceFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


def desk_of(model):
    return admin.site._registry[model]


# ------------------------------------------------------------------------------------------------------------ meetings
def meeting_form(instance: Meeting | None = None, **sent: object) -> MeetingForm:
    form_class = desk_of(Meeting).get_form(SimpleNamespace(user=User(is_superuser=True)), instance)
    data = {
        "headline_ar": "لقاء", "kind": "phone", "review_state": "draft", "date_precision": "unknown",
        "date_basis": "unknown", "headline_ar_wording": "outlet", "headline_en_wording": "outlet",
    }  # fmt: skip
    return form_class({**data, **sent}, instance=instance or Meeting())


@pytest.mark.parametrize(
    ("sent", "errors", "precision", "basis"),
    [
        ({}, [], "unknown", "unknown"),
        ({"date_precision": "month", "date_basis": "stated"}, [], "unknown", "unknown"),
        ({"date_end": "3/11/2023"}, ["date_end"], "unknown", "unknown"),
        ({"date": "3/11/2023"}, [], "day", "editor"),
        ({"date": "3/11/2023", "date_precision": "month", "date_basis": "stated"}, [], "month", "stated"),
        ({"date": "3/11/2023", "date_end": "3/11/2023"}, [], "day", "editor"),
        ({"date": "3/11/2023", "date_end": "4/11/2023"}, [], "day", "editor"),
        ({"date": "3/11/2023", "date_end": "2/11/2023"}, ["date_end"], "day", "editor"),
        ({"date": "x", "date_end": "2/11/2023"}, ["date"], "unknown", "unknown"),
    ],
)
def test_the_days_of_a_meeting(sent, errors, precision, basis):
    form = meeting_form(**sent)
    assert [name for name in form.errors if name in ("date", "date_end")] == errors
    if not errors:
        assert (form.cleaned_data["date_precision"], form.cleaned_data["date_basis"]) == (precision, basis)


def test_a_headline_that_is_typed_is_the_editors_unless_the_editor_says_whose_it_is():
    meeting = MeetingFactory(headline_ar="لقاء", headline_ar_wording="outlet", headline_en_wording="outlet")
    kept = {"headline_ar": "لقاء", "headline_en": meeting.headline_en, "date": "3/11/2023"}
    for sent, wording in (
        ({}, "outlet"),
        ({"headline_ar": "آخر"}, "editor"),
        ({"headline_ar": "آخر", "headline_ar_wording": "archive"}, "archive"),
        ({"headline_ar_wording": "archive"}, "archive"),
    ):
        form = meeting_form(Meeting.objects.get(), **{**kept, **sent})
        form.is_valid()
        assert form.cleaned_data["headline_ar_wording"] == wording
        assert form.cleaned_data["headline_en_wording"] == "outlet"


@pytest.mark.parametrize(
    ("confidence", "found"),
    [("low", {0.1, 0.49}), ("middle", {0.5, 0.79}), ("high", {0.8, 1.0}), ("hand", {None}), ("x", None)],
)
def test_the_confidence_of_a_reading(desk, confidence, found):
    values = [0.1, 0.49, 0.5, 0.79, 0.8, 1.0, None]
    for value in values:
        MeetingFactory(confidence=value)
    shown = desk.get("/en/admin/meetings/meeting/", {"confidence": confidence}).context["cl"].queryset
    assert {one.confidence for one in shown} == (set(values) if found is None else found)


def test_a_meeting_without_a_day_or_a_side_in_the_list(desk):
    MeetingFactory(date=None, date_precision="unknown")
    part = ParticipationFactory(meeting=MeetingFactory(place=PlaceFactory()), country=None)
    page = desk.get("/en/admin/meetings/meeting/").content.decode()
    assert ">-</td>" in page
    assert f"<div>{part.label}</div>" in page
    assert " · Baghdad, Iraq" in page


# ------------------------------------------------------------------------------------------------------------ evidence
@pytest.mark.parametrize(
    ("text", "quote", "before", "after"),
    [
        ("quote", "quote", "", ""),
        ("a quote b", "quote", "a ", " b"),
        ("x" * 70 + "quote" + "y" * 70, "quote", "x" * 70, "y" * 70),
        ("word " * 14 + "quote" + " word" * 14, "quote", "word " * 14, " word" * 14),
        ("a" + "word " * 14 + "quote" + " word" * 14 + "b", "quote", "…" + "word " * 13, " word" * 13 + "…"),
    ],
)
def test_a_quote_stands_between_whole_words(text, quote, before, after):
    start = text.index(quote)
    shown = show_in_context(Evidence(article=Article(raw_text=text), quote=quote, start=start, end=start + len(quote)))
    assert shown == f'<div class="in-context" dir="auto">{before}<mark>quote</mark>{after}</div>'


@pytest.mark.parametrize(("letters", "is_cut"), [(119, False), (120, True)])
def test_a_long_quote_is_cut_in_the_list(letters, is_cut):
    shown = desk_of(Evidence).quote_shown(Evidence(quote="x" * letters))
    assert ("…" in shown) is is_cut


def test_evidence_is_shown_with_its_outlet_or_report():
    desk = desk_of(Evidence)
    with_outlet = EvidenceFactory()
    without = EvidenceFactory(article__outlet=None, article__headline="A report")
    assert str(with_outlet.article.outlet) in desk.meeting_shown(with_outlet)
    assert "A report" in desk.meeting_shown(without)
    assert desk.words_shown(None) == desk.words_shown(Evidence()) == "-"
    assert "<mark>" in desk.words_shown(with_outlet)


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [({"rule": "title"}, "title"), ({"author": User(username="sara"), "rule": ""}, "sara"), ({"rule": ""}, "Mahdar"),
     ({"author": User(username="sara"), "rule": "title"}, "sara")],
)  # fmt: skip
def test_who_marked_words(evidence, shown):
    assert EvidenceInline.read_by(None, Evidence(**evidence)) == shown


def test_new_words_are_those_of_the_editor_who_enters_them(rf, editor):
    request = rf.post("/")
    request.user = editor
    for change, changed, author in ((False, [], editor), (True, ["quote"], editor), (True, ["fact"], None)):
        mark = EvidenceFactory()
        desk_of(Evidence).save_model(request, mark, SimpleNamespace(changed_data=changed), change)
        assert mark.author == author


# ------------------------------------------------------------------------------------------------------------- reports
DAYS = [datetime.date(2023, 11, 3), datetime.date(2023, 11, 8)]


def article_form(instance: Article | None = None, **sent: object) -> ArticleForm:
    instance = instance or Article()
    kept = {"headline": instance.headline, "url": instance.url or "", "text_kind": "original", "slug": "a",
            "headline_wording": "outlet",
            "published_on": instance.published_on.strftime("%d/%m/%Y") if instance.published_on else "",
            "published_words": instance.published_words, "raw_text": instance.raw_text}  # fmt: skip
    return ArticleForm({**kept, **sent}, instance=instance)


@pytest.mark.parametrize(
    ("sent", "is_valid"),
    [({}, False), ({"headline": "a"}, True), ({"url": "https://example.org/a"}, True), ({"raw_text": "a"}, True),
     ({"raw_text": " \n "}, False)],
)  # fmt: skip
def test_a_report_has_a_text_an_address_or_a_headline(sent, is_valid):
    assert (not article_form(**sent).non_field_errors()) is is_valid


def test_a_report_that_has_one_already_may_lose_the_others():
    article = ArticleFactory(headline="A report")
    assert not article_form(article, headline="").non_field_errors()


def test_a_text_or_page_of_another_report_is_refused_and_ones_own_is_not():
    one = ArticleFactory(url="https://example.org/a", raw_text="نص")
    assert list(article_form(raw_text="نص").errors) == ["raw_text"]
    assert list(article_form(url="https://example.org/a").errors) == ["url"]
    assert article_form(one).errors.keys().isdisjoint({"raw_text", "url"})
    assert article_form(one, raw_text="نص\r\n").errors.keys().isdisjoint({"raw_text"})


def test_the_day_that_an_editor_types_or_chooses():
    packed = [DateStatement("meta", day, f"words {day.day}").packed() for day in DAYS]

    def decided(**sent: object) -> tuple:
        article = ArticleFactory(published_on=DAYS[0], date_statements=packed, published_basis="open",
                                 published_words="old")  # fmt: skip
        form = article_form(article, **sent)
        assert form.is_valid(), form.errors
        return form.cleaned_data["published_on"], form.cleaned_data["published_words"], article.published_basis

    assert decided() == (DAYS[0], "old", "open")
    assert decided(chosen_day="2023-11-08") == (DAYS[1], "words 8", "editor")
    assert decided(published_on="8/11/2023") == (DAYS[1], "words 8", "editor")
    assert decided(published_on="9/11/2023") == (datetime.date(2023, 11, 9), "", "editor")
    assert decided(published_on="9/11/2023", chosen_day="2023-11-08")[0] == datetime.date(2023, 11, 9)
    assert decided(published_on="8/11/2023", published_words="mine") == (DAYS[1], "mine", "editor")


def test_parts_of_the_form_of_a_report():
    desk = desk_of(Article)
    packed = [DateStatement("meta", day, "words").packed() for day in DAYS]
    for article, has_text, states_days, choice in (
        (None, False, False, ()),
        (Article(), False, False, ()),
        (Article(raw_text="نص"), True, False, ()),
        (Article(published_basis="text"), False, True, ()),
        (Article(date_statements=packed[:1]), False, True, ()),
        (Article(date_statements=packed), False, True, ("chosen_day",)),
    ):
        assert (desk._has_text(article), desk._states_days(article), desk._choice_of_day(article)) == (
            has_text, states_days, choice,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "shown"),
    [({"headline": "A"}, "A"), ({"url": "https://example.org/%D9%84"}, "https://example.org/ل"), ({}, "slug")],
)
def test_the_headline_of_a_report_in_the_list(fields, shown):
    assert desk_of(Article).headline_shown(Article(slug="slug", **fields)) == shown
    assert "state" in desk_of(Article).headline_shown(Article(slug="slug", is_withdrawn=True, **fields))


@pytest.mark.parametrize(("article", "shown"), [(None, "-"), (Article(), "-"), (Article(file_name="a.txt"), "a.txt")])
def test_the_file_of_a_report(article, shown):
    assert shown in desk_of(Article).file_shown(article)


# ----------------------------------------------------------------------------------------------------------- officials
def official_form(instance: Official | None = None, **sent: object) -> OfficialForm:
    return OfficialForm({"name_ar": "فؤاد حسين", "review_state": "draft", "slug": "a", **sent}, instance=instance)


def test_a_namesake_is_shown_before_another_record_is_added():
    other = OfficialFactory(name_ar="فؤاد حسين")
    OfficialNameFactory(official=other)
    OfficialNameFactory(official=other, name="Fuad Hussein")
    assert official_form().has_error("__all__", "namesake")
    assert official_form(name_ar="كريم", name_en="Fuad Hussein").has_error("__all__", "namesake")
    assert not official_form(name_ar="كريم").has_error("__all__")
    assert not official_form(another_person="on").has_error("__all__")
    own = OfficialFactory(name_ar="فؤاد حسين", name_en="", slug="b")
    OfficialNameFactory(official=own)
    assert not official_form(own, notes="new").has_error("__all__")  # no name was changed
    assert official_form(own, name_en="Fuad Hussein").has_error("__all__", "namesake")
    own.names.all().delete()
    other.names.filter(name="فؤاد حسين").delete()
    assert not official_form(own, notes="new").has_error("__all__")


def test_so_many_namesakes_are_shown_each_with_the_office():
    for _ in range(6):
        OfficialNameFactory(official=OfficialFactory(name_ar="فؤاد حسين"))
    AppointmentFactory(official=Official.objects.first())
    error = str(official_form().non_field_errors())
    assert error.count("<a href=") == 5
    assert error.count("Minister of Foreign Affairs") == 1


def test_a_name_of_another_person_is_refused_where_the_official_has_meetings():
    pk = OfficialFactory(name_ar="فؤاد حسين", name_en="").pk
    OfficialNameFactory(official_id=pk, name="فؤاد حسين")

    def is_refused(**sent: object) -> bool:
        return "name_ar" in official_form(Official.objects.get(pk=pk), another_person="on", **sent).errors

    assert not is_refused(name_ar="أيمن الصفدي")
    ParticipationFactory(official_id=pk)
    assert is_refused(name_ar="أيمن الصفدي")
    assert not is_refused()


# --------------------------------------------------------------------------------------------------------------- users
@pytest.fixture
def signed_in(rf):
    def make(**fields) -> object:
        request = rf.get("/")
        request.user = User.objects.create(username="me", is_staff=True, **fields)
        return request

    return make


@pytest.mark.parametrize(
    ("is_superuser", "of_superuser", "may_change", "may_delete"),
    [(True, True, True, True), (True, False, True, True), (False, False, True, True), (False, True, False, False)],
)
def test_whom_an_administrator_may_change(signed_in, is_superuser, of_superuser, may_change, may_delete):
    request = signed_in(is_superuser=is_superuser)
    give_role(request.user, UserRole.ADMINISTRATOR)
    request.user = User.objects.get(pk=request.user.pk)
    other = User.objects.create(username="other", is_superuser=of_superuser)
    desk = desk_of(User)
    assert desk.has_change_permission(request, other) is may_change
    assert desk.has_delete_permission(request, other) is may_delete
    assert desk.has_change_permission(request)
    assert desk.has_delete_permission(request)
    assert not desk.has_delete_permission(request, request.user)


def test_whoever_may_not_see_users_may_not_change_them(signed_in):
    request = signed_in()
    assert not desk_of(User).has_change_permission(request)
    assert not desk_of(User).has_delete_permission(request, User(pk=99))
    assert not desk_of(Group).has_change_permission(request, Group(name="readers"))


def fields_of(request, user=None) -> set[str]:
    return {field for _title, options in desk_of(User).get_fieldsets(request, user) for field in options["fields"]
            if isinstance(field, str)}  # fmt: skip


def test_the_fields_of_a_user(signed_in):
    request = signed_in(is_superuser=True)
    other = User.objects.create(username="other")
    assert {"role", "is_active", "is_superuser"} <= fields_of(request, other)
    assert "groups" not in fields_of(request, other)
    assert {"role", "is_active", "is_superuser"}.isdisjoint(fields_of(request, request.user))
    Group.objects.create(name="readers")
    assert "groups" in fields_of(request, other)
    assert "groups" not in fields_of(request, request.user)
    request.user.is_superuser = False
    assert "is_superuser" not in fields_of(request, other)


def test_roles_are_what_the_software_says(signed_in):
    request = signed_in(is_superuser=True)
    role, other = Group.objects.get_or_create(name="editor")[0], Group(name="readers")
    desk = desk_of(Group)
    for group, is_ours in ((role, True), (other, False), (None, False)):
        assert desk._is_role(group) is is_ours
        assert desk.has_change_permission(request, group) is not is_ours
        assert desk.has_delete_permission(request, group) is not is_ours
    assert (desk.name_shown(other), desk.explained(other)) == ("readers", "")


@pytest.mark.parametrize(
    ("role", "found"), [("editor", ["salma"]), ("nobody", ["amal", "salma"]), (None, ["amal", "salma"])]
)
def test_users_of_one_role(role, found):
    for name in ("salma", "amal"):
        User.objects.create(username=name)
    give_role(User.objects.get(username="salma"), UserRole.EDITOR)
    chosen = RoleFilter(None, {"role": [role]} if role else {}, User, desk_of(User))
    assert sorted(chosen.queryset(None, User.objects.all()).values_list("username", flat=True)) == found


def test_the_highest_role_of_a_user_is_shown():
    user = User.objects.create(username="salma")
    desk = desk_of(User)
    assert desk.role_shown(user) == ""
    user.groups.add(*(Group.objects.get_or_create(name=name)[0] for name in ("contributor", "administrator")))
    assert desk.role_shown(user) == UserRole.ADMINISTRATOR.label
    assert str(desk.role_shown(User(is_superuser=True))) == "superuser"


def test_topics_and_sources_of_the_form_of_a_meeting(desk):
    meeting = MeetingFactory()
    MeetingTopicFactory(meeting=meeting)
    SourceFactory(meeting=meeting)
    page = desk.get(f"/en/admin/meetings/meeting/{meeting.pk}/change/")
    assert [len(inline.formset.forms) for inline in page.context["inline_admin_formsets"][:3]] == [0, 1, 1]
    new = desk.get("/en/admin/meetings/meeting/add/")
    assert len(new.context["inline_admin_formsets"][0].formset.forms) == 2
