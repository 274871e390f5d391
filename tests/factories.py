"""Records for tests, with as little in each as the database asks for. People and offices are real ones."""

import datetime
import io

import factory
from factory.django import DjangoModelFactory
from PIL import Image

from meetings import models
from meetings.ingest.originals import keep_file

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


def make_image(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """The bytes of a picture, its left half of another colour than its right one."""
    image = Image.new("RGB", size, (190, 160, 120))
    image.paste((30, 90, 80), (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


class AttachmentFactory(DjangoModelFactory):
    """An image of a meeting, or with `meeting=None` and `article` one of an article; `data` are its bytes."""

    class Meta:
        model = models.Attachment
        exclude = ("data",)

    data = factory.Sequence(lambda n: make_image("PNG", (60 + n, 40)))
    meeting = factory.SubFactory(MeetingFactory)
    original = factory.LazyAttribute(lambda one: keep_file("photo.png", io.BytesIO(one.data)))
    public_file = factory.LazyAttribute(lambda one: one.original)
    thumbnail = factory.LazyAttribute(lambda one: one.original)
    kind = "png"
    sha256 = factory.LazyAttribute(lambda one: one.original.sha256)
    size = factory.LazyAttribute(lambda one: one.original.size)
    width, height = 60, 40
    title_ar, title_en = "صورة اللقاء", "Photo of the meeting"
    alt_ar, alt_en = "رجلان يتصافحان", "Two men shake hands"
    licence = "cc0"


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
