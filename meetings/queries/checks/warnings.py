"""The rules whose breach is a warning: an editor should look at the record; often there is a good reason."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from meetings.queries.checks import facts, headlines, meetings, people, places, sides, sources, texts
from meetings.queries.checks.rule import Add, ArchiveRule, Change, Remove, Severity

_STATED = {"source": "meta", "day": "2023-11-04", "words": "2023-11-04T10:00:00+03:00"}
_STATED_LATER = {"source": "date-line", "day": "2023-11-06", "words": "6/11/2023"}

WARNINGS: tuple[ArchiveRule, ...] = (
    ArchiveRule(
        "participant-evidence",
        Severity.WARNING,
        ("meeting",),
        _("A participant is named by evidence, or an editor entered them."),
        _("No marked words name %(who)s. Mark the words that do, or remove the participant."),
        facts.participant_without_evidence,
        breaks=(Remove("words_of_guest"),),
        keeps=(Remove("words_of_guest"), Change("guest", {"basis": "confirmed"})),
    ),
    ArchiveRule(
        "place-evidence",
        Severity.WARNING,
        ("meeting",),
        _("A place has evidence, or an editor entered it."),
        _("No marked words state the place %(place)s. Mark the words that do, or remove the place."),
        facts.place_without_evidence,
        breaks=(Remove("words_of_place"),),
        keeps=(Remove("words_of_place"), Add("editedfact", "by_an_editor", {"meeting": "@meeting", "fact": "place"})),
    ),
    ArchiveRule(
        "kind-evidence",
        Severity.WARNING,
        ("meeting",),
        _("A kind of meeting has evidence, or an editor entered it."),
        _("No marked words state the kind of the meeting. Mark the words that do, or correct the kind."),
        facts.kind_without_evidence,
        breaks=(Remove("words_of_meeting"),),
        keeps=(Remove("words_of_meeting"), Add("editedfact", "by_an_editor", {"meeting": "@meeting", "fact": "kind"})),
    ),
    ArchiveRule(
        "title-evidence",
        Severity.WARNING,
        ("meeting",),
        _("A title has evidence, or is the office on record, or an editor entered it."),
        _("No marked words state the title of %(who)s. Mark the words that do, or remove the title."),
        facts.title_without_evidence,
        breaks=(Remove("title_of_host"), Change("host", {"title_ar": "وزير الخارجية", "position": None})),
        keeps=(Remove("title_of_host"), Change("host", {"title_ar": "وزير الخارجية"})),
    ),
    ArchiveRule(
        "side-evidence",
        Severity.WARNING,
        ("meeting",),
        _("A side has evidence, or is that of the office on record, or an editor entered it."),
        _("No marked words state the side of %(who)s. Mark the words that do, or correct the side."),
        facts.side_without_evidence,
        breaks=(Remove("title_of_host"), Change("host", {"country": None, "organisation": "@un"})),
        keeps=(
            Remove("title_of_host"),
            Change("host", {"country": None, "organisation": "@un"}),
            Add("editedfact", "by_an_editor", {"meeting": "@meeting", "participation": "@host", "fact": "side"}),
        ),
    ),
    ArchiveRule(
        "role-evidence",
        Severity.WARNING,
        ("meeting",),
        _("A host or a guest has evidence, or an editor entered the role."),
        _("No marked words state the role of %(who)s. Mark the words that do, or correct the role."),
        facts.role_without_evidence,
        breaks=(Remove("words_of_meeting"), Change("host", {"role": "host"})),
        keeps=(Change("host", {"role": "host"}),),
    ),
    ArchiveRule(
        "side-known",
        Severity.WARNING,
        ("meeting",),
        _("The side of every participant is known."),
        _("The side of %(who)s is unknown. Choose the country, region or organisation if the report names it."),
        meetings.unknown_side,
        breaks=(Change("guest", {"country": None}),),
        keeps=(Change("guest", {"country": None, "organisation": "@un"}),),
    ),
    ArchiveRule(
        "person-side",
        Severity.WARNING,
        ("meeting",),
        _("A person represents one side at a time."),
        _(
            "The side of %(who)s is %(side)s here and %(other)s on record for these days. Correct the side, or choose "
            "the right person."
        ),
        sides.person_under_two_sides,
        breaks=(Change("host", {"country": "@france", "position": None}),),
        keeps=(Change("guest", {"country": "@iraq"}),),
    ),
    ArchiveRule(
        "venue-city",
        Severity.WARNING,
        ("meeting",),
        _("A venue is in the city of the meeting."),
        _("%(venue)s is not in %(place)s itself. Correct the place or the venue, or accept a suburb of the city."),
        places.venue_in_another_city,
        breaks=(
            Change("paris", {"city_ar": "ليون", "city_en": "Lyon"}),
            Change("meeting", {"venue_ar": "قصر الإليزيه", "place": "@paris"}),
        ),
        keeps=(Change("meeting", {"venue_ar": "قصر الإليزيه", "place": "@paris"}),),
    ),
    ArchiveRule(
        "two-places",
        Severity.WARNING,
        ("meeting",),
        _("A person is in one place on one day."),
        _(
            "%(who)s was in %(place)s and in %(other)s on %(day)s. Compare both records; correct the date, "
            "the place or the participant that is wrong."
        ),
        meetings.two_places,
        breaks=(
            Add(
                "meeting",
                "second",
                {"slug": "second", "date": date(2023, 11, 3), "place": "@paris", "headline_ar": "لقاء"},
            ),
            Add("participation", "there", {"meeting": "@second", "official": "@fuad", "country": "@iraq"}),
        ),
        keeps=(
            Add(
                "meeting",
                "second",
                {
                    "slug": "second",
                    "date": date(2023, 11, 3),
                    "kind": "phone",
                    "place": "@paris",
                    "headline_ar": "لقاء",
                },
            ),
            Add("participation", "there", {"meeting": "@second", "official": "@fuad", "country": "@iraq"}),
        ),
    ),
    ArchiveRule(
        "office-appointment",
        Severity.WARNING,
        ("meeting",),
        _("The appointments on record include the offices of participants."),
        _(
            "No appointment of %(who)s as %(office)s is on record, and on %(day)s someone else held this office, or "
            "%(who)s another one. Enter the appointment if a source states it, or correct the participant."
        ),
        people.office_without_appointment,
        breaks=(
            Add("appointment", "of_another", {"official": "@macron", "position": "@office", "start": date(2020, 6, 6)}),
            Remove("appointment"),
        ),
        keeps=(Remove("appointment"),),
    ),
    ArchiveRule(
        "one-holder",
        Severity.WARNING,
        ("official",),
        _("One official holds an office at a time."),
        _(
            "%(other)s and %(who)s are both on record as %(office)s from %(day)s. Enter the end of the "
            "earlier appointment, or correct the start of the later one."
        ),
        people.overlapping_holders,
        breaks=(
            Add("appointment", "successor", {"official": "@macron", "position": "@office", "start": date(2023, 1, 1)}),
        ),
        keeps=(
            Change("appointment", {"end": date(2023, 1, 1)}),
            Change("host", {"position": None}),
            Add("appointment", "successor", {"official": "@macron", "position": "@office", "start": date(2023, 1, 1)}),
        ),
    ),
    ArchiveRule(
        "one-record",
        Severity.WARNING,
        ("official",),
        _("A person has one record."),
        _("“%(who)s” and “%(other)s” may be one person. Merge the two records, or mark them as different people."),
        people.same_person,
        breaks=(
            Add("official", "double", {"slug": "fouad-hussein", "name_ar": "فواد حسين", "name_en": "Fouad Hussein"}),
            Add("appointment", "his", {"official": "@double", "position": "@office", "start": date(2020, 6, 6)}),
        ),
        keeps=(
            Add(
                "official", "other", {"slug": "qasim-al-araji", "name_ar": "قاسم الأعرجي", "name_en": "Qasim al-Araji"}
            ),
            Add("appointment", "his", {"official": "@other", "position": "@other_office", "start": date(2020, 7, 1)}),
        ),
    ),
    ArchiveRule(
        "headline-people",
        Severity.WARNING,
        ("meeting",),
        _("A headline names only participants."),
        _(
            "The headline names %(who)s, who is not a participant. Correct the headline, or add the "
            "participant if a source names them."
        ),
        headlines.headline_names_absent,
        breaks=(
            Add("official", "absent", {"slug": "hakan-fidan", "name_ar": "هاكان فيدان", "name_en": "Hakan Fidan"}),
            Add("officialname", "absent_name", {"official": "@absent", "name": "هاكان فيدان"}),
            Change("meeting", {"headline_ar": "فؤاد حسين يلتقي هاكان فيدان في بغداد"}),
        ),
        keeps=(Change("meeting", {"headline_ar": "فؤاد حسين يلتقي إيمانويل ماكرون في بغداد"}),),
    ),
    ArchiveRule(
        "sources-agree",
        Severity.WARNING,
        ("meeting",),
        _("The sources agree with the record, or an editor has decided."),
        _("The record says %(recorded)s, a source says %(said)s. Keep the record, or take what the source says."),
        sources.open_disagreement,
        breaks=(
            Add(
                "disagreement",
                "open",
                {
                    "meeting": "@meeting",
                    "article": "@article",
                    "fact": "date",
                    "recorded": "2023-11-03",
                    "said": "2023-11-04",
                },
            ),
        ),
        keeps=(
            Add(
                "disagreement",
                "settled",
                {
                    "meeting": "@meeting",
                    "article": "@article",
                    "fact": "date",
                    "recorded": "2023-11-03",
                    "said": "2023-11-04",
                    "settled": True,
                },
            ),
        ),
    ),
    ArchiveRule(
        "page-dates",
        Severity.WARNING,
        ("article",),
        _("A page states one day of publication, or an editor has chosen."),
        _(
            "The page states %(day)s (“%(words)s”) and %(other)s (“%(others_words)s”). Choose the day of publication "
            "in the form of the article."
        ),
        sources.contradicting_pages,
        breaks=(Change("article", {"date_statements": [_STATED, _STATED_LATER]}),),
        keeps=(Change("article", {"date_statements": [_STATED, _STATED]}),),
    ),
    ArchiveRule(
        "same-page",
        Severity.WARNING,
        ("article",),
        _("A page has one report."),
        _(
            "“%(other)s” is a report of the same page. Move the meetings of one of them to the other and withdraw or "
            "delete it, or accept both if the outlet replaced its report."
        ),
        sources.same_page,
        breaks=(Add("article", "double", {"url": "http://www.ina.iq/1/?utm_source=x", "outlet": "@outlet"}),),
        keeps=(Add("article", "another", {"url": "https://ina.iq/1?id=2", "outlet": "@outlet"}),),
    ),
    ArchiveRule(
        "english-name",
        Severity.WARNING,
        texts.KINDS_WITH_ENGLISH,
        _("Records have an English name or headline."),
        _(
            "The English name or headline is missing. English pages show the Arabic name, or the participants. "
            "Enter it."
        ),
        texts.no_english_name,
        breaks=(Change("fuad", {"name_en": ""}),),
        keeps=(Change("baghdad", {"city_en": "", "city_ar": ""}),),
    ),
)
