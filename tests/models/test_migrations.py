"""An archive of version 0.1.0 is upgraded in place, with what is in it."""

import os
import sqlite3
import subprocess
import sys

from meetings.text.domains import hash_page
from tests.conftest import ROOT


def test_an_archive_of_the_first_version_is_upgraded(tmp_path):
    path = tmp_path / "archive.sqlite3"

    def migrate(*target: str) -> None:
        environment = {**os.environ, "DATABASE_URL": f"sqlite:///{path}", "DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0", *target]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)

    migrate()
    migrate("meetings", "0001")  # back to the tables of 0.1.0
    with sqlite3.connect(path) as archive:
        # 0.1.0 knew the ten migrations, not the one that stands for them now.
        archive.execute("delete from django_migrations where name = '0001_squashed_0010_excerpts'")
        assert archive.execute("select count(*) from django_migrations where app = 'meetings'").fetchone() == (10,)
        archive.execute(
            "insert into meetings_merge (action, kind, kept_id, other_id, kept_name, other_name, done_at, note, rows)"
            " values ('merge', 'official', 1, 2, 'فؤاد حسين', 'Fuad Hussein', '2026-11-01 00:00:00', '', '[]')"
        )
        archive.execute(
            "insert into meetings_article (slug, url, headline, raw_text, text_kind, published_words, file_name,"
            " created_at) values ('a', 'http://www.ina.iq/1/', '', '', 'reference', '', '', '2026-11-01 00:00:00')"
        )
    migrate()
    with sqlite3.connect(path) as archive:
        assert archive.execute("select kept_name, other_name from meetings_merge").fetchall() == [
            ("فؤاد حسين", "Fuad Hussein")
        ]
        page = archive.execute("select page_hash from meetings_article").fetchone()
        assert page == (hash_page("https://ina.iq/1?utm_source=x"),)
        triggers = {name for (name,) in archive.execute("select name from sqlite_master where type = 'trigger'")}
        assert {"meetings_evidence_quote_insert", "meetings_article_text_stays"} <= triggers
        assert archive.execute("select rows from meetings_version").fetchall() == []
