"""`manage.py ingest` as an archivist uses it: real files, a real database, a real index."""

import io
import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from meetings.extraction.extractors import RuleExtractor
from meetings.models import Article, Country, IndexChange, Meeting, Official
from meetings.queries.doubts import DOUBTS, describe_doubts
from meetings.services.history import select_versions
from tests.conftest import SHARED
from tests.ingest.documents.builders import make_mail, make_pdf, make_word_of, make_zip

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("index")]

REPORT = """الخميس 13 آذار 2025

وزير الخارجية العراقي يستقبل نظيره التركي في بغداد

استقبل وزير الخارجية العراقي فؤاد حسين، اليوم الخميس، نظيره التركي هاكان فيدان في العاصمة بغداد، وبحث الوزيران ملف
المياه والتبادل التجاري بين البلدين. وأكد الجانبان أهمية مواصلة التشاور.
"""
QUIET = "فاز المنتخب الوطني لكرة القدم على ضيفه بهدفين في المباراة التي جرت مساء أمس على ملعب العاصمة."


def ingest(*arguments: object, **options: object) -> str:
    output = io.StringIO()
    call_command("ingest", *map(str, arguments), stdout=output, stderr=output, **options)
    return output.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "report.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path / "articles"


def test_an_empty_archive_gets_its_reference_data_and_a_draft(folder: Path):
    said = ingest(folder)
    assert Country.objects.filter(code="IQ").exists()
    meeting = Meeting.objects.get()
    assert (str(meeting.date), meeting.review_state) == ("2025-03-13", "draft")
    assert {part.side_code for part in meeting.participations.all()} == {"IQ", "TR"}
    assert "[1/1] report.txt" in said
    assert "drafts" in said
    assert IndexChange.objects.count() == 0  # the index has it


def test_twice_changes_nothing(folder: Path):
    ingest(folder)
    before = list(Meeting.objects.values()), list(Article.objects.values()), list(Official.objects.values())
    assert "already in the archive" in ingest(folder)
    assert before == (list(Meeting.objects.values()), list(Article.objects.values()), list(Official.objects.values()))


def test_the_history_says_what_the_command_did(folder: Path):
    ingest(folder)
    meeting = Meeting.objects.get()
    entered = select_versions(meeting).get()
    assert (entered.change, entered.way, entered.note) == ("entered", "command", "manage.py ingest")
    assert len(entered.state["parts"]["evidence"]) == meeting.evidence.count() > 0
    (folder / "again.txt").write_text(REPORT.replace("المياه", "الطاقة"), encoding="utf-8")
    ingest(folder)
    changed = select_versions(meeting)[0]
    assert changed.change == "changed"
    assert {"sources", "evidence"} <= set(changed.facts)


def test_publish_makes_it_public(folder: Path):
    ingest(folder, "--publish")
    assert Meeting.objects.public().count() == 1


class DoubtingExtractor(RuleExtractor):
    """An extractor whose doubts Mahdar has no words for."""

    def read(self, raw, **options):
        report = super().read(raw, **options)
        for meeting in report.meetings:
            meeting.confidence, meeting.doubts = 0.3, ("unheard-of",)
        return report


DOUBTFUL = "قال وزير الخارجية العراقي إنه بحث في قمة مع نظيره التركي ملف المياه، ومن المقرر أن يلتقي الرئيس المصري."
OF_A_DAY_TO_COME = (
    "التقى وزير الخارجية العراقي فؤاد حسين، يوم الجمعة 3 تشرين الثاني 2034، نظيره التركي هاكان فيدان في أنقرة."
)


def test_publish_leaves_a_doubtful_meeting_for_review_and_says_why(folder: Path):
    (folder / "doubtful.txt").write_text(DOUBTFUL, encoding="utf-8")
    said = ingest(folder, "--publish")
    doubtful = Meeting.objects.drafts().get()
    assert Meeting.objects.public().count() == 1
    assert doubtful.confidence < 0.8 <= Meeting.objects.public().get().confidence
    assert "unnamed" in doubtful.doubts
    assert f"held back for review: confidence {doubtful.confidence:.0%}, below 80% (" in said
    assert "2 new meetings (1 published; drafts for review: 1 doubtful), " in said


def test_a_doubt_that_this_version_does_not_know_is_shown_by_its_key():
    with override("ar"):
        assert describe_doubts(["place", "other-extractor"]) == [str(DOUBTS["place"]), "other-extractor"]


def test_another_extractor_may_have_doubts_of_its_own(folder: Path, settings):
    settings.EXTRACTOR = f"{__name__}.DoubtingExtractor"
    said = ingest(folder, "--publish")
    assert Meeting.objects.drafts().get().doubts == ["unheard-of"]
    assert "below 80% (unheard-of)" in said
    assert "1 articles read" in said


def test_the_reasons_for_a_draft_are_in_the_language_of_the_command(folder: Path):
    (folder / "doubtful.txt").write_text(DOUBTFUL, encoding="utf-8")
    (folder / "report.txt").write_text(OF_A_DAY_TO_COME, encoding="utf-8")
    with override("ar"):
        said = ingest(folder, "--publish")
    reasons = [line for line in said.splitlines() if "held back for review:" in line]
    assert len(reasons) >= 2, "one for a doubt and one for a rule"
    assert not re.search("[ء-ي]", "".join(re.sub("«[^»]*»|“[^”]*”", "", line) for line in reasons))
    with override("en"):
        assert any(str(DOUBTS["unnamed"]) in line for line in reasons)


def test_the_summary_counts_what_was_published_and_what_waits(folder: Path):
    (folder / "doubtful.txt").write_text(DOUBTFUL, encoding="utf-8")
    (folder / "report.txt").write_text(OF_A_DAY_TO_COME, encoding="utf-8")
    assert ingest(folder, "--publish").splitlines()[-1] == (
        "2 articles read: 2 new meetings (0 published; drafts for review: 1 doubtful, 1 against a rule), "
        "0 articles already there, 0 without a meeting, 0 unreadable."
    )


def test_without_publish_the_doubts_are_stored_with_the_draft(folder: Path):
    (folder / "doubtful.txt").write_text(DOUBTFUL, encoding="utf-8")
    assert "held back" not in ingest(folder)
    assert [bool(meeting.doubts) for meeting in Meeting.objects.order_by("confidence")] == [True, False]


def test_a_bad_file_is_reported_and_does_not_stop_the_rest(folder: Path):
    (folder / "a-empty.txt").touch()
    (folder / "b-binary.txt").write_bytes(b"\x00\x01\x02\x03")
    (folder / "z-quiet.txt").write_text(QUIET, encoding="utf-8")
    output = io.StringIO()
    with pytest.raises(CommandError, match="2 of 4 texts could not be read"):
        call_command("ingest", str(folder), stdout=output, stderr=output)
    said = output.getvalue()
    assert "a-empty.txt: the file is empty" in said
    assert "b-binary.txt: this is not a text file" in said
    assert "z-quiet.txt: no diplomatic meeting found" in said
    assert Meeting.objects.count() == 1
    assert Article.objects.count() == 1


@pytest.mark.parametrize(("name", "said"), [("empty", "this folder contains no file"), ("absent", "no such file")])
def test_a_path_without_articles_is_explained(tmp_path: Path, name: str, said: str):
    (tmp_path / "empty").mkdir()
    with pytest.raises(CommandError, match=said):
        ingest(tmp_path / name)


def test_the_archive_does_not_depend_on_the_number_of_workers(folder: Path):
    for number, (guest, city) in enumerate([("أيمن الصفدي", "الأردني"), ("بدر عبد العاطي", "المصري")]):
        text = REPORT.replace("هاكان فيدان", guest).replace("التركي", city)
        (folder / f"more-{number}.txt").write_text(text, encoding="utf-8")
    ingest(folder, "--workers", "1")
    one = list(Meeting.objects.order_by("pk").values_list("slug", "headline_ar", "date"))
    Meeting.objects.all().delete()
    Article.objects.all().delete()
    Official.objects.all().delete()
    ingest(folder, "--workers", "2")
    assert one == list(Meeting.objects.order_by("pk").values_list("slug", "headline_ar", "date"))
    assert len(one) == 3


@pytest.mark.shared
def test_the_five_source_articles_give_their_six_meetings():
    ingest(SHARED / "articles" / "seeds")
    assert Meeting.objects.count() == 6
    for meeting in Meeting.objects.all():
        assert meeting.evidence.count() > 4
        assert len({part.side_code for part in meeting.participations.all()}) >= 2


def test_a_page_that_contradicts_itself_is_shown_with_both_days(tmp_path: Path):
    title, lead = "وزير الخارجية العراقي يستقبل نظيره التركي في بغداد", REPORT.splitlines()[4].replace(" الخميس", "")
    page = (
        f'<!DOCTYPE html><html><head><title>{title}</title><meta name="pubdate" content="2025-04-14"></head><body>'
        f"<h1>{title}</h1><div>الجمعة 11 نيسان 2025</div><p>{lead} المياه.</p><p>{REPORT.splitlines()[5]}</p>"
        "</body></html>"
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    said = ingest(tmp_path / "page.html", publish=True)
    for stated in ("2025-04-14 (meta:", "2025-04-11 (date-line:", "contradict each other"):
        assert stated in said
    assert (Meeting.objects.get().date, Article.objects.get().published_on) == (None, None)


def test_documents_of_every_kind_in_a_folder(folder: Path):
    (folder / "a.docx").write_bytes(make_word_of(REPORT.replace("المياه", "الطاقة")))
    (folder / "b").write_bytes(make_mail(REPORT.replace("المياه", "التجارة")).as_bytes())
    (folder / "c.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "d.zip").write_bytes(make_zip(("e.pdf", make_pdf(*REPORT.split("\n\n"), "نص الخبر."))))
    said = ingest(folder)
    assert "5 articles read" not in said
    assert "4 articles read" in said
    assert "c.jpg: left out, because it is a picture" in said
    assert "1 files were left out" in said
    assert "[4/5] e.pdf" in said or "[5/5] report.txt" in said
    kept = {article.file_name: article.original.name for article in Article.objects.exclude(original=None)}
    assert kept == {"a.docx": "a.docx", "لقاء في بغداد": "b", "e.pdf": "e.pdf"}


def test_a_table_of_many_articles(folder: Path):
    lines = [
        {"title": f"خبر {number}", "date": "2025-03-13", "text": REPORT.replace("المياه", f"المياه {number}")}
        for number in range(30)
    ]
    table = folder / "rows.jsonl"
    table.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    said = ingest(table, "--workers", "2")
    assert "[1/1] rows.jsonl#1:" in said
    assert "30 articles read" in said
    assert Article.objects.count() == 30
    assert set(Article.objects.values_list("original__name", "published_basis")) == {("rows.jsonl", "table")}
    assert Meeting.objects.count() == 1


def test_a_device_and_a_folder_of_pictures_are_refused_in_one_line(tmp_path: Path):
    with pytest.raises(CommandError, match="neither a file nor a folder"):
        ingest("/dev/zero")
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(CommandError, match="There is no article in these files"):
        ingest(tmp_path)
