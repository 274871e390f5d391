"""Records for tests, with as little in each as the database asks for. People and offices are real ones."""

import datetime

import factory
from factory.django import DjangoModelFactory

from meetings import models

PEOPLE = [
    ("نيجيرفان بارزاني", "Nechirvan Barzani"),
    ("فؤاد حسين", "Fuad Hussein"),
    ("إيمانويل ماكرون", "Emmanuel Macron"),
    ("هاكان فيدان", "Hakan Fidan"),
    ("أنطونيو غوتيريش", "António Guterres"),
    ("بدر عبد العاطي", "Badr Abdelatty"),
    ("أيمن الصفدي", "Ayman Safadi"),
    ("جورجا ميلوني", "Giorgia Meloni"),
]

# A text of our own to point into, with harakat and a letter outside the first plane of Unicode.
REPORT = "التقى وزير الخارجية العراقي فؤاد حسين، يوم الجمعة، نظيره الفرنسي في باريس.\nوبحث الوزيران 𝕏 التّعاون."


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = models.Country
        django_get_or_create = ("code",)

    code = "IQ"
    name_ar = "العراق"
    name_en = "Iraq"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organisation
        django_get_or_create = ("code",)

    code = "UN"
    name_ar = "الأمم المتحدة"
    name_en = "United Nations"


class OfficialFactory(DjangoModelFactory):
    class Meta:
        model = models.Official

    slug = factory.Sequence(lambda n: f"official-{n}")
    name_ar = factory.Sequence(lambda n: PEOPLE[n % len(PEOPLE)][0])
    name_en = factory.LazyAttribute(lambda official: dict(PEOPLE).get(official.name_ar, ""))
    review_state = models.ReviewState.PUBLISHED


class OfficialNameFactory(DjangoModelFactory):
    class Meta:
        model = models.OfficialName

    official = factory.SubFactory(OfficialFactory)
    name = factory.LazyAttribute(lambda name: name.official.name_ar)
    kind = models.OfficialName.Kind.MAIN


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = models.Position
        django_get_or_create = ("code",)

    code = "iq-foreign-minister"
    title_ar = "وزير الخارجية"
    title_en = "Minister of Foreign Affairs"
    country = factory.SubFactory(CountryFactory)


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Appointment

    official = factory.SubFactory(OfficialFactory)
    position = factory.SubFactory(PositionFactory)
    start = datetime.date(2022, 10, 27)


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = models.Place
        django_get_or_create = ("slug",)

    slug = "iq-baghdad"
    city_ar = "بغداد"
    city_en = "Baghdad"
    country = factory.SubFactory(CountryFactory)


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = models.Topic
        django_get_or_create = ("code",)

    code = "security"
    name_ar = "الأمن"
    name_en = "Security"


class OutletFactory(DjangoModelFactory):
    class Meta:
        model = models.Outlet
        django_get_or_create = ("code",)

    code = "ina"
    name_ar = "وكالة الأنباء العراقية"
    name_en = "Iraqi News Agency"


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = models.Article

    slug = factory.Sequence(lambda n: f"article-{n}")
    outlet = factory.SubFactory(OutletFactory)
    headline = "لقاء في باريس"
    raw_text = factory.Sequence(lambda n: f"{REPORT}\n{n}")
    published_on = datetime.date(2023, 11, 4)


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = models.Meeting
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"meeting-{n}")
    date = datetime.date(2023, 11, 3)
    headline_ar = "وزير الخارجية يلتقي نظيره الفرنسي"
    headline_en = "Foreign minister meets his French counterpart"
    review_state = models.ReviewState.PUBLISHED

    class Params:
        # With what a meeting needs to be published: two sides and a source.
        sound = factory.Trait(
            first_side=factory.RelatedFactory("tests.factories.ParticipationFactory", "meeting", basis="confirmed"),
            second_side=factory.RelatedFactory(
                "tests.factories.ParticipationFactory",
                "meeting",
                basis="confirmed",
                country__code="FR",
                country__name_ar="فرنسا",
                country__name_en="France",
            ),
            report=factory.RelatedFactory("tests.factories.SourceFactory", "meeting"),
        )


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = models.Participation

    meeting = factory.SubFactory(MeetingFactory)
    official = factory.SubFactory(OfficialFactory)
    country = factory.SubFactory(CountryFactory)


class MeetingTopicFactory(DjangoModelFactory):
    class Meta:
        model = models.MeetingTopic

    meeting = factory.SubFactory(MeetingFactory)
    topic = factory.SubFactory(TopicFactory)


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = models.Source

    meeting = factory.SubFactory(MeetingFactory)
    article = factory.SubFactory(ArticleFactory)


class EditedFactFactory(DjangoModelFactory):
    class Meta:
        model = models.EditedFact

    meeting = factory.SubFactory(MeetingFactory)
    fact = models.EditedFact.Fact.DATE


class EvidenceFactory(DjangoModelFactory):
    """The first place in the article's text where `quote` stands."""

    class Meta:
        model = models.Evidence

    meeting = factory.SubFactory(MeetingFactory)
    article = factory.SubFactory(ArticleFactory)
    fact = models.Evidence.Fact.DATE
    quote = "يوم الجمعة"
    start = factory.LazyAttribute(lambda evidence: evidence.article.raw_text.index(evidence.quote))
    end = factory.LazyAttribute(lambda evidence: evidence.start + len(evidence.quote))


class DisagreementFactory(DjangoModelFactory):
    class Meta:
        model = models.Disagreement

    meeting = factory.SubFactory(MeetingFactory)
    article = factory.SubFactory(ArticleFactory)
    fact = "date"
    recorded = "2023-11-03"
    said = "2023-11-04"


class IdentifierFactory(DjangoModelFactory):
    class Meta:
        model = models.Identifier

    scheme = models.Identifier.Scheme.WIKIDATA
    value = factory.Sequence(lambda n: f"Q{n + 1}")
