"""A new exercise needs one YAML file and no code: it can be completed, saved and exported."""

from pathlib import Path

from reflectie.content.load import load_library
from reflectie.export.markdown import to_markdown
from reflectie.export.render import render_entry

from .conftest import Start

NEW = """\
id: koffers
title: Wat neem ik mee
summary: Voor als je naar een nieuw team gaat.
closing: false
steps:
  - {id: stil, kind: pause, text: Adem uit.}
  - id: dingen
    kind: rows
    text: Wat neem je mee?
    columns:
      - {id: wat, title: Wat}
      - id: weg
        title: Weg
        type: choice
        options: [{id: keep, text: blijft}, {id: out, text: gaat eruit}]
  - {id: zien, kind: draw, text: Je tas., drawing: rucksack, parts: {rows: dingen, what: wat, kept: weg}}
  - {id: elk, kind: each, of: dingen, steps: [{id: om, text: "Waarom {item}?"}]}
  - {id: dag, kind: date, text: Wanneer ga je?}
"""


async def test_one_yaml_file_adds_an_exercise(start: Start, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: eigen\ntitle: Van ons\n", encoding="utf-8")
    (tmp_path / "koffers.yaml").write_text(NEW, encoding="utf-8")
    library = load_library([tmp_path])
    writer = await start(content=library)
    await writer.begins("Wat neem ik mee")
    await writer.presses("enter")
    await writer.writes("geduld\n")
    await writer.presses("b", "tab")
    await writer.writes("een oude ruzie\n")
    await writer.presses("g")
    await writer.goes_on()
    await writer.sees("geduld", "gaat eruit:", "▬ een oude ruzie")
    await writer.goes_on()
    await writer.is_asked("Waarom geduld?")
    await writer.writes("het duurt")
    await writer.goes_on()
    await writer.goes_on()
    await writer.writes("volgend jaar")
    await writer.goes_on()
    await writer.finishes()
    entry = await writer.entry()
    text = to_markdown(render_entry(entry, library.exercise("eigen:koffers")))
    for words in ("geduld", "een oude ruzie", "Waarom geduld?", "het duurt", "volgend jaar", "Je tas."):
        assert words in text
