"""Packs of one's own: added, walked, exported and removed; what was written with them stays."""

import errno
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from reflectie.content.load import load_library
from reflectie.content.pack import Pack
from reflectie.domain.errors import CannotWrite, InvalidInput, ReflectieError
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.responses import ChooseResponse, TextResponse
from reflectie.domain.step import Ask, Choose, Place
from reflectie.export.formats import FORMATS
from reflectie.export.plain_text import to_plain_text
from reflectie.journal.folder import JournalFolder, read_settings
from reflectie.services.context import Context
from reflectie.services.export_selection import collect_log
from reflectie.services.logbook import load_entry_page
from reflectie.services.new_pack import create_pack
from reflectie.services.packs import (
    ContentSource,
    add_pack_folder,
    check_pack_folder,
    pack_summary,
    remove_pack_folder,
    shown_folders,
)

from ..walker import Walker, new_context

ROOT = Path(__file__).parent.parent.parent
TRAINER = ROOT / "tests" / "data" / "trainer"
GUIDE = (ROOT / "content" / "nl" / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def context(tmp_path: Path) -> Context:
    """A context whose settings are on disk and whose content follows them."""
    context = new_context(Library(exercises=()))
    folder = JournalFolder(tmp_path / "map")
    folder.create()
    context.folder = folder
    context.load_library = lambda: ContentSource(context.settings).load_library()
    return context


@pytest.fixture
def guide_pack(tmp_path: Path) -> Path:
    """The worked example of the README for authors."""
    folder = tmp_path / "ons-team"
    for name, text in re.findall(r"```yaml\n# (\S+\.yaml)\n(.*?)```", GUIDE, re.DOTALL):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert len(list(folder.rglob("*.yaml"))) == 3
    return folder


def exercise(context: Context, exercise_id: str) -> Exercise:
    found = context.library.exercise(exercise_id)
    assert found is not None
    return found


async def write_everything(context: Context, exercise_id: str) -> str:
    """Walk an exercise and all its parts; write at each question, and choose all there is to choose."""
    walker = await Walker.begin(context, exercise(context, exercise_id))
    for part in [None, *exercise(context, exercise_id).parts]:
        if part:
            await walker.open_part(part.id)
        while walker.stop is not None:
            await walker.go_on(_response(walker))
    return walker.entry.id


def _response(walker: Walker) -> TextResponse | ChooseResponse | None:
    match walker.current.step:
        case Ask():
            return TextResponse(text=f"antwoord op {walker.current.step.id}")
        case Choose() as step:
            return ChooseResponse(chosen=tuple(option.id for option in step.options))
        case _:
            return None


async def read_texts(context: Context, entry_id: str) -> tuple[str, str]:
    """The entry as it is read on the screen, and the whole log as Markdown."""
    journal = context.require_journal
    page = await journal.call(load_entry_page, context.library, entry_id)
    log = await journal.call(collect_log, context.library)
    return to_plain_text(page.document, 100), FORMATS["md"].write(log).decode()


async def test_a_pack_of_a_trainer_is_added_walked_exported_and_removed(context: Context) -> None:
    info = add_pack_folder(context, f"'{TRAINER}'")
    assert info.credit == "Trainersgroep De Brug"
    assert read_settings(context.folder or JournalFolder(TRAINER)).packs == (str(TRAINER),)
    assert context.library.exercise("stilte") is None
    entries = [await write_everything(context, name) for name in ("training:oefengesprek", "training:lijn")]
    before = [await read_texts(context, entry) for entry in entries]

    remove_pack_folder(context, str(TRAINER))

    assert context.library.exercise("training:oefengesprek") is None
    assert context.library.exercise("stilte") is not None
    for entry, texts in zip(entries, before, strict=True):
        for old, new in zip(texts, await read_texts(context, entry), strict=True):
            assert sorted(filter(None, map(str.strip, new.splitlines()))) == sorted(
                filter(None, map(str.strip, old.splitlines()))
            )
    words = before[0][0]
    assert "Hoe zeg je dit in je eigen woorden: dat je je zorgen maakt?" in words
    assert "antwoord op gesprek" in words
    assert "antwoord op oefenen" in words


async def test_an_entry_of_a_replaced_exercise_is_read_and_continued(context: Context) -> None:
    walker = await Walker.begin(context, exercise(context, "kern:leercyclus"))
    while not isinstance(walker.current.step, Ask):
        await walker.go_on()
    await walker.go_on(TextResponse(text="van voor het pakket"))
    entry_id = walker.entry.id
    context.library = hide(context.library, "kern:leercyclus")
    assert "van voor het pakket" in (await read_texts(context, entry_id))[0]
    again = await Walker.reopen(context, exercise(context, "kern:leercyclus"), entry_id)
    assert again.stop is not None


def hide(library: Library, exercise_id: str) -> Library:
    hidden = tuple(e for e in library.exercises if e.id == exercise_id)
    return Library(exercises=tuple(e for e in library.exercises if e not in hidden), hidden=hidden)


async def test_the_worked_example_of_the_guide_passes_its_check_and_is_walked(
    context: Context, guide_pack: Path
) -> None:
    checked = check_pack_folder(context.settings, guide_pack)
    assert (checked.rejected, checked.exercises, checked.questions) == (None, 2, 1)
    add_pack_folder(context, str(guide_pack))
    for name in ("ons-team:na-het-overleg", "ons-team:tempo"):
        entry = await write_everything(context, name)
        assert "Wat neem je mee naar het volgende overleg?" in (await read_texts(context, entry))[0]


def test_the_guide_names_every_key_of_a_pack() -> None:
    table = GUIDE.partition("wat voor het hele pakket geldt")[2].partition("Met `replaces")[0]
    rows = re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(Pack.__struct_fields__)


def test_a_new_pack_passes_its_own_check(tmp_path: Path, context: Context) -> None:
    folder = tmp_path / "Ons Téam"
    create_pack(folder)
    checked = check_pack_folder(context.settings, folder)
    assert (checked.rejected, checked.exercises, checked.questions) == (None, 2, 1)
    assert add_pack_folder(context, str(folder)).id == "ons-team"
    for path in folder.rglob("*.yaml"):
        schema = path.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
        assert (path.parent / schema).is_file()


def test_a_full_disk_leaves_no_half_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    for name in ("shutil.copyfile", "reflectie.services.new_pack.encode_schema"):
        with monkeypatch.context() as patch, pytest.raises(ReflectieError, match="de schijf is vol"):
            patch.setattr(name, full)
            create_pack(tmp_path / "team")
        assert list(tmp_path.iterdir()) == []


def test_a_summary_says_what_a_pack_brings_and_takes_away(context: Context, guide_pack: Path) -> None:
    info = add_pack_folder(context, str(guide_pack))
    text = pack_summary(context.library, info)
    assert "Van Team Noord" in text
    assert "- Na het teamoverleg" in text
    assert f"Niet meer in Kiezen: {exercise(context, 'kern:stilte').name}." in text
    add_pack_folder(context, str(TRAINER))
    assert shown_folders(context) == [str(guide_pack), str(TRAINER)]


def test_a_folder_that_cannot_be_used_is_not_kept(tmp_path: Path, context: Context) -> None:
    (tmp_path / "pack.yaml").write_text("id: Groot\ntitle: X\n")
    with pytest.raises(InvalidInput, match=r"pack\.yaml:1:5: de id 'Groot' kan niet"):
        add_pack_folder(context, str(tmp_path))
    with pytest.raises(InvalidInput, match="Typ de map"):
        add_pack_folder(context, "  ")
    with pytest.raises(InvalidInput, match="deze map is er niet"):
        add_pack_folder(context, str(tmp_path / "weg"))
    assert context.settings.packs == ()


def test_a_folder_is_added_once(context: Context) -> None:
    add_pack_folder(context, str(TRAINER))
    with pytest.raises(InvalidInput, match="doet al mee"):
        add_pack_folder(context, f"{TRAINER}/werkvormen/..")


def test_a_folder_is_added_once_also_under_the_name_of_a_link(tmp_path: Path, context: Context) -> None:
    link = tmp_path / "koppeling"
    link.symlink_to(TRAINER)
    context.settings = replace(context.settings, packs=(str(link),))
    with pytest.raises(InvalidInput, match="doet al mee"):
        add_pack_folder(context, str(TRAINER))


def test_nothing_changes_when_the_disk_refuses_the_settings(context: Context) -> None:
    assert context.folder is not None
    context.folder.settings_file.mkdir()
    with pytest.raises(CannotWrite):
        add_pack_folder(context, str(TRAINER))
    assert shown_folders(context) == []
    context.folder.settings_file.rmdir()
    assert add_pack_folder(context, str(TRAINER)).credit == "Trainersgroep De Brug"


def test_the_field_of_a_hidden_exercise_can_still_be_marked() -> None:
    library = hide(load_library(), "kern:sv3")
    hidden = library.exercise("kern:sv3")
    assert hidden is not None
    places = [step for step in hidden.steps if isinstance(step, Place)]
    assert places
    assert all(library.field(place.field or "") for place in places)
    assert len(library.core_fields) == 5


def test_home_has_its_fields_before_the_content_is_loaded(context: Context) -> None:
    fields = load_library().core_fields

    def load_too_early() -> Library:
        raise AssertionError("the content is loaded")

    context.load_library = load_too_early
    context.load_core_fields = lambda: ContentSource(context.settings).load_core_fields()
    assert context.core_fields == fields


def test_the_fields_of_home_follow_the_packs(context: Context, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: p\ntitle: P\noff: [kern:sv3]\n")
    context.load_core_fields = lambda: ContentSource(context.settings).load_core_fields()
    before = context.core_fields
    add_pack_folder(context, str(tmp_path))
    assert context.core_fields == context.library.core_fields == (*before[:2], *before[3:])
    remove_pack_folder(context, str(tmp_path))
    assert context.core_fields == context.library.core_fields == before
