"""Tables of articles: each row an article, with what its columns state; huge and broken ones within bounds."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from meetings.ingest.documents.limits import OF_COMMANDS, OF_UPLOADS
from meetings.ingest.documents.tables import MAX_ROW_BYTES
from tests.ingest.documents.builders import TEXT, make_zip, read, read_error, read_stream

ROW = {
    "title": "لقاء عراقي تركي",
    "url": "https://www.aljazeera.net/news/2025/3/12/meeting",
    "date": "2025-03-12",
    "outlet": "الجزيرة",
    "text": f"{TEXT}\nوأكدا التشاور.",
}


def write_csv(*rows: dict[str, str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    file = io.StringIO(newline="")
    table = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
    table.writeheader()
    table.writerows(rows)
    return file.getvalue().encode(encoding)


def write_lines(*rows: dict) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


@pytest.mark.parametrize(
    "data",
    [
        write_csv(ROW),
        write_csv(ROW, delimiter=";"),
        write_csv(ROW, delimiter="\t"),
        write_csv(ROW, encoding="utf-8-sig"),
        write_csv(ROW, encoding="cp1256"),
        write_csv(ROW, encoding="utf-16"),
        write_csv({"العنوان": ROW["title"], "الرابط": ROW["url"], "تاريخ النشر": ROW["date"], "النص": ROW["text"]}),
        write_csv(
            {"Headline": ROW["title"], "source_url": ROW["url"], "Published-At": ROW["date"], "BODY": ROW["text"]}
        ),
        write_lines(ROW),
        write_lines({**ROW, "unknown": {"a": [1]}, "outlet": {"name": "x"}}),
        json.dumps([ROW], ensure_ascii=False, indent=1).encode(),
        json.dumps({"articles": [ROW]}, ensure_ascii=False).encode(),
        json.dumps(ROW, ensure_ascii=False, indent=1).encode(),
    ],
)
def test_a_row_is_an_article_with_what_its_columns_state(data):
    (one,) = read("articles", data)
    source = one.source
    assert source.raw == f"{ROW['title']}\n\n{ROW['text']}"
    assert (source.headline, source.url, source.published) == (ROW["title"], ROW["url"], date(2025, 3, 12))
    assert [(stated.source, stated.words) for stated in source.statements] == [("table", "2025-03-12")]
    assert source.outlet_code == "aljazeera"
    assert one.is_row
    assert source.original is None  # the table itself is the original


def test_an_outlet_is_recognised_by_its_name_where_there_is_no_address():
    (one,) = read("a.jsonl", write_lines({"text": TEXT, "source": "الجزيرة"}))
    assert one.source.outlet_code == "aljazeera"


@pytest.mark.parametrize("value", ["", "04/05/2025", "أمس", "2025", None])
def test_a_value_that_is_not_one_day_states_nothing(value):
    (one,) = read("a.jsonl", write_lines({"text": TEXT, "date": value}))
    assert one.source.published is None
    assert one.source.statements is None


def test_a_table_without_texts_says_which_columns_it_needs():
    assert "title, url, date, outlet, text" in read_error("list.csv", b"name,place\na,b\n")


def test_a_text_with_commas_is_not_a_table():
    (one,) = read("a.txt", f"العنوان، النص\n{TEXT}".encode())
    assert not one.is_row


def test_bad_rows_do_not_stop_the_others():
    data = write_lines(ROW) + b"{broken\n" + write_lines({"title": "x"}) + b"\n" + write_lines({**ROW, "text": OTHER})
    first, broken, empty, last = read("a.jsonl", data)
    assert first.source.raw.startswith(ROW["title"])
    assert "a.jsonl#2: this is not valid JSON" in str(broken.error)
    assert "a.jsonl#3: this row has no text" in str(empty.error)
    assert OTHER in last.source.raw


OTHER = "زار وزير الخارجية المصري بدر عبد العاطي أنقرة."


def test_any_number_of_rows_for_commands_and_a_limit_for_uploads(tmp_path):
    path = tmp_path / "many.csv"
    row = b'"%d","a ""text"" with\nlines"\n'
    path.write_bytes(b"id,text\n" + b"".join(row % number for number in range(20_000)))
    assert sum(one.source is not None for one in read_stream("many.csv", path, OF_COMMANDS)) == 20_000
    *rows, last = read_stream("many.csv", path, replace(OF_UPLOADS, texts=5))
    assert len(rows) == 5
    assert "too many texts for one upload (at most 5)" in str(last.error)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"title,text\n" + b"x" * (MAX_ROW_BYTES + 2), "line 2 is too long"),
        ("a.csv", b'title,text\na,"' + b"lines\n" * (MAX_ROW_BYTES // 6 + 2), "row 1 cannot be read"),
        ("a.jsonl", b'{"text": "' + b"x" * (MAX_ROW_BYTES + 2), "valid JSON"),
        ("a.jsonl", b'{"text": ' + b"[" * 200_000, "valid JSON"),
        ("a.json", b'[{"text": ' + b"[" * 200_000, "valid JSON"),
        ("a.jsonl", write_lines({"text": "كلمة " * 300_000}), "too large"),
        ("a.jsonl", b'{"text": 1e999}\n', ""),
    ],
    ids=["line", "quote", "long json", "deep lines", "deep list", "long text", "number"],
)
def test_tables_that_are_refused_say_where(name, data, said):
    (one,) = read(name, data)
    assert said in str(one.error)


def test_a_table_in_an_archive():
    (one,) = read("all.zip", make_zip(("rows.csv", write_csv(ROW))))
    assert one.is_row
