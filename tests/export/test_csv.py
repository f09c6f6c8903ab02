"""The marks on the lines, for a spreadsheet."""

import csv
import io

import pytest

from reflectie.export import csv as csv_format
from reflectie.export.document import Log


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_each_mark_is_a_row_with_its_day_and_poles(make_entry, make_placement):
    entry = make_entry(placements=(make_placement(-40), make_placement(None, whose="de regio")))
    own, other = rows(csv_format.write(Log((entry,))))
    assert (own["dag"], own["ene kant"], own["andere kant"]) == ("2026-11-22", "doorgaan", "vertragen")
    assert (own["van wie"], own["plek (-100 tot 100)"]) == ("ik", "-40")
    assert (other["van wie"], other["plek (-100 tot 100)"]) == ("de regio", "")


def test_a_dutch_spreadsheet_recognises_the_encoding_and_the_columns(make_entry):
    content = csv_format.write(Log((make_entry(),)))
    assert content.startswith(b"\xef\xbb\xbfdag;werkvorm;")
    assert content.endswith(b"\r\n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_text_is_never_run_as_a_formula(make_entry, make_placement, start):
    entry = make_entry(title=f"{start}1+1", placements=(make_placement(1, whose=f"  {start}cmd"),))
    (row,) = rows(csv_format.write(Log((entry,))))
    assert (row["werkvorm"], row["van wie"]) == (f"'{start}1+1", f"'{start}cmd")


def test_semicolons_quotes_and_line_breaks_stay_in_their_cell(make_entry, make_placement):
    entry = make_entry(title='a;"b"\nc', placements=(make_placement(1),))
    (row,) = rows(csv_format.write(Log((entry,))))
    assert row["werkvorm"] == 'a;"b" c'
