"""Damage to any file of a Whoosh index is noticed: before it is read, and when reading fails later."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from meetings.search.engines.hashed_content import add_hash, remove_hash
from meetings.search.engines.protocol import (
    AnyWord,
    FacetFilter,
    IndexDamagedError,
    IndexDocument,
    IndexMissingError,
    SearchPlan,
)
from meetings.search.engines.whoosh import engine
from meetings.search.engines.whoosh.engine import WhooshEngine
from meetings.search.engines.whoosh.integrity import compute_sums, find_damage
from meetings.search.query.vocabulary_index import Arrangement

WORDS = ("بغداد", "الرياض", "عمان", "لقاء")
PLAN = SearchPlan(match=AnyWord(frozenset(WORDS)), facets=("state",))


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr(engine, "OPENING_PAUSE_SECONDS", 0)


def document(number: int) -> IndexDocument:
    words = {WORDS[number % 3]: (1.0, [0]), "لقاء": (2.0, [1, 2])}
    return IndexDocument(number, words, 3, {"state": ("published",)}, number, f"عنوان {number}", "نص")


@pytest.fixture
def folder(tmp_path) -> Path:
    """An index of three segments, one of them with a deleted document."""
    made = WhooshEngine(tmp_path)
    made.rebuild((document(number) for number in range(1, 40)), 1)
    made.write([document(50)])
    made.write([document(51)], delete=[7])
    return tmp_path


def read_all(reader: WhooshEngine) -> tuple[object, ...]:
    """Everything that a search reads."""
    answer = reader.run(PLAN)
    return (
        answer.total,
        answer.facets,
        dict(reader.frequencies()),
        {key: (one.title, one.text) for key, one in reader.stored(range(60)).items()},
        reader.words_of(3),
        reader.facets_of(3),
        reader.alike(3, (), (), FacetFilter("state", frozenset(("published",))), 3),
    )


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x40
    path.write_bytes(content)


def zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


FAULTS: list[Callable[[Path], None]] = [empty, cut, flip, zero, lengthen, Path.unlink]


def list_files(folder: Path) -> list[Path]:
    return sorted(path for path in next(folder.glob("index-*")).iterdir() if not path.name.endswith("LOCK"))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_every_fault_in_every_file_is_noticed_before_it_is_read(folder, fault):
    files = list_files(folder)
    assert len(files) >= 4
    for number, path in enumerate(files):
        copy = folder.parent / f"copy-{fault.__name__}-{number}"
        shutil.copytree(folder, copy)
        fault(next(copy.glob("index-*")) / path.name)
        reader = WhooshEngine(copy)
        assert path.name in reader.find_damage()
        for _search in range(2):
            with pytest.raises(IndexDamagedError, match=path.name):
                reader.run(PLAN)
        with pytest.raises(IndexDamagedError):
            reader.write([document(60)])


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_the_file_that_names_the_index_may_be_damaged_too(folder, fault):
    fault(folder / "current")
    reader = WhooshEngine(folder)
    assert reader.find_damage() or fault is lengthen
    if fault is not lengthen:
        with pytest.raises(IndexMissingError):
            reader.run(PLAN)


def test_a_sound_index_is_read_and_written_as_before(folder):
    reader = WhooshEngine(folder)
    before = read_all(reader)
    assert reader.find_damage() == ""
    assert before[0] == 40
    reader.write([document(52)])
    assert read_all(reader)[0] == 41
    assert WhooshEngine(folder).find_damage() == ""


def test_damage_that_comes_while_the_index_is_open_is_noticed_when_reading_fails(folder, monkeypatch):
    reader = WhooshEngine(folder)
    snapshot = reader.snapshot()

    def fail(*words: object) -> None:
        raise ValueError("unpack requires a buffer of 4 bytes")

    monkeypatch.setattr(snapshot, "kept", fail)
    with pytest.raises(ValueError, match="unpack requires"):
        reader.stored([1])  # the files are sound: a fault of the program is not called damage
    path = list_files(folder)[0]
    content = path.read_bytes()
    flip(path)
    with pytest.raises(IndexDamagedError, match=path.name):
        reader.stored([1])
    path.write_bytes(content)
    assert reader.stored([1])[1].title == "عنوان 1"


def test_a_writer_between_its_commit_and_the_new_state_is_waited_for(folder, monkeypatch):
    """Files that a commit merged are gone a moment before `current` no longer names them."""
    publish, readings = WhooshEngine._publish, []

    def read_before(self: WhooshEngine, state: engine.CurrentState) -> None:
        pauses = []

        def pause(_seconds: float) -> None:
            pauses.append(publish(self, state))

        monkeypatch.setattr(engine.time, "sleep", pause)
        readings.append((WhooshEngine(folder).count(), len(pauses)))

    monkeypatch.setattr(WhooshEngine, "_publish", read_before)
    WhooshEngine(folder).write([document(100)], delete=range(1, 52))
    assert readings == [(1, 1)]


def test_hashes_of_known_files_are_not_computed_again(tmp_path):
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "b_LOCK").write_bytes(b"")
    sums = compute_sums(tmp_path, {})
    assert list(sums) == ["a"]
    assert sums["a"][0] == 3
    (tmp_path / "a").write_bytes(b"two")
    assert compute_sums(tmp_path, sums) == sums
    assert find_damage(tmp_path, sums) == "a has another content"
    assert find_damage(tmp_path, sums, []) == ""


@pytest.mark.parametrize("change", [b"", b"short", None])
def test_the_vocabulary_is_read_only_as_it_was_written(tmp_path, change):
    path = tmp_path / "vocabulary"
    made = Arrangement()
    made.add({"بغداد": 2})
    made.save(path)
    assert Arrangement().load(path)
    if change is None:
        flip(path)
    else:
        path.write_bytes(change)
    assert not Arrangement().load(path)


def test_sealed_content():
    assert remove_hash(add_hash(b"content")) == b"content"
    assert remove_hash(add_hash(b"content")[:-1]) is None
    assert remove_hash(b"") is None
