import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.entry import SELF, Address, Answer, AnswerState, Entry, Placement, ShownQuestion
from reflectie.domain.exercise import Exercise, Library, MeetingPhase
from reflectie.domain.field import Aspect
from reflectie.domain.meeting import Meeting
from reflectie.domain.situation import Situation
from reflectie.domain.step import STEP_KINDS, Ask, Choose, Each, Option, Pick, Place
from reflectie.export import document as document_module
from reflectie.export import markdown, plain_text
from reflectie.export import render as doc

DAY = dt.date(2026, 11, 22)
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
EXERCISE = Exercise(
    id="kern:proef",
    title="Proef",
    steps=(
        Place(id="plaats", text="Waar sta je?", field="sv4", aspect=Aspect.NOW),
        Ask(id="reden", text="Waarom?", follow_ups=(Ask(id="verder", text="En dan?"),)),
        Pick(id="vragen", take=2, items=(Ask(id="een", text="Een?"), Ask(id="twee", text="Twee?"))),
    ),
)


def texts(document: document_module.Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, document_module.TypedTextBlock)]


def questions(document: document_module.Document) -> list[tuple[str, int]]:
    return [
        (block.text, block.level)
        for block in document.blocks
        if isinstance(block, document_module.QuestionBlock)
    ]


def test_every_kind_has_a_rule():
    assert set(doc.STEP_RENDERERS) == set(STEP_KINDS)


def test_every_block_has_a_rule_in_each_format():
    assert (
        set(markdown.MARKDOWN_RULES)
        == set(plain_text.PLAIN_TEXT_RULES)
        == set(document_module.Block.__args__)
    )


def test_answers_stand_in_the_order_of_the_plan(entry, said):
    shown = (ShownQuestion(step="vragen", item="twee"), ShownQuestion(step="vragen", item="een"))
    made = entry(
        said("e", address=Address(step="vragen", item="een")),
        said("t", address=Address(step="vragen", item="twee")),
        said("w", address=Address(step="reden", part="verder")),
        said("r", address=Address(step="reden")),
        shown=shown,
    )
    assert texts(doc.render_entry(made, EXERCISE)) == ["r", "w", "t", "e"]


def test_what_content_no_longer_has_comes_after_the_plan(entry, said):
    made = entry(said("oud", address=Address(step="weg")), said("nieuw", address=Address(step="reden")))
    assert texts(doc.render_entry(made, EXERCISE)) == ["nieuw", "oud"]


def test_follow_ups_and_turns_hang_under_their_question_without_the_exercise(entry, said):
    head = Address(step="reden")
    made = entry(
        said("diep", "En dan nog?", head.child("verder").at_turn(1)),
        said("door", "Vraag door", head.at_turn(1)),
        said("anders", "Anders?", Address(step="anders")),
        said("verder", "Verder?", head.child("verder")),
        said("hoofd", "Hoofd?", head),
    )
    assert questions(doc.render_entry(made)) == [
        ("Hoofd?", 2),
        ("Vraag door", 3),
        ("Verder?", 3),
        ("En dan nog?", 3),
        ("Anders?", 2),
    ]


def test_the_question_stands_as_it_was_asked_then(entry, said):
    made = entry(said("omdat", "Hoe kwam dat?", Address(step="reden")))
    assert questions(doc.render_entry(made, EXERCISE)) == [("Hoe kwam dat?", 2)]


def test_chosen_options_and_own_additions_stand_together_in_their_order(entry, said):
    at = Address(step="kies")
    made = entry(
        said("eigen", "Welke?", at.addition(1), ordinal=1),
        said("De eerste", "Welke?", at.option("een"), value="een", ordinal=0),
        said("", "Welke?", at),
    )
    assert doc.render_entry(made).blocks[2:] == (
        document_module.QuestionBlock(text="Welke?"),
        document_module.ChoiceBlock(chosen=("De eerste", "eigen")),
    )


def test_a_statement_is_told_with_its_recognition_and_note(entry, said):
    made = entry(said("ja, gisteren", "Ik ren.", Address(step="r", item="a"), value="sometimes"))
    assert doc.render_entry(made).blocks[3:] == (
        document_module.ChoiceBlock(chosen=("soms",)),
        document_module.TypedTextBlock(text="ja, gisteren"),
    )


def test_not_knowing_and_skipping_are_told(entry, said):
    made = entry(said(state=AnswerState.UNKNOWN), said(address=Address(step="b"), state=AnswerState.SKIPPED))
    notes = [
        block.state
        for block in doc.render_entry(made).blocks
        if isinstance(block, document_module.StateBlock)
    ]
    assert notes == [AnswerState.UNKNOWN, AnswerState.SKIPPED]


def test_not_knowing_a_place_is_told_once_on_the_line(entry, said, mark):
    made = entry(said(address=Address(step="plaats"), state=AnswerState.UNKNOWN), placements=(mark(None),))
    assert [type(block) for block in doc.render_entry(made).blocks[3:]] == [document_module.PlacementBlock]


def test_a_mark_that_is_someone_elses_keeps_its_label_and_its_own_day(entry, mark):
    made = entry(placements=(mark(10, whose="de regio", day=dt.date(2026, 12, 1)),))
    line = doc.render_entry(made).blocks[-1]
    assert isinstance(line, document_module.PlacementBlock)
    assert (line.whose, line.day) == ("de regio", dt.date(2026, 12, 1))


def test_a_log_runs_from_old_to_new_under_one_title(entry, said):
    older = entry(said("toen"), id="b", title="Toen", day=dt.date(2025, 1, 1))
    log = doc.render_log([entry(said("nu")), older], Library(exercises=(EXERCISE,)))
    assert [(b.text, b.level) for b in log.blocks if isinstance(b, document_module.TitleBlock)] == [
        ("Reflectielogboek", 1),
        ("Toen", 2),
        ("Proef", 2),
    ]


names = st.sampled_from(["plaats", "reden", "vragen", "weg"])
parts = st.sampled_from(["", "verder", "verder.nog", "left.feel", "option:a", "verder.option:b", "own:1"])
addresses = st.builds(
    Address, step=names, item=st.sampled_from(["", "een"]), turn=st.integers(0, 2), part=parts
)
answers = st.builds(
    Answer,
    address=addresses,
    question=st.just("?"),
    text=st.uuids().map(str),
    value=st.sampled_from(["", "yes", "iets"]),
    state=st.sampled_from(AnswerState),
    ordinal=st.integers(0, 3),
)
marks = st.builds(
    Placement,
    address=addresses,
    field=st.just("sv4"),
    left=st.uuids().map(str),
    right=st.just("rechts"),
    aspect=st.sampled_from(Aspect),
    value=st.none() | st.integers(-100, 100),
    day=st.just(DAY),
)


@given(
    st.lists(answers, unique_by=lambda answer: answer.address),
    st.lists(marks),
    st.none() | st.just(EXERCISE),
)
def test_nothing_is_ever_left_out(said, placed, exercise):
    entry = Entry(
        id="a",
        exercise="kern:proef",
        title="Proef",
        day=DAY,
        begun=NOON,
        answers=tuple(said),
        placements=tuple(placed),
    )
    made = doc.render_entry(entry, exercise)
    for form in (markdown.to_markdown(made), plain_text.to_plain_text(made)):
        assert all(form.count(answer.text) == 1 for answer in said)
        assert all(form.count(placement.left) == 1 for placement in placed)


def test_a_look_back_stands_in_the_order_of_its_plan_and_under_its_meeting(entry, said):
    lines = Choose(id="lijnen", text="Welke?", options=(Option(id="a", text="A"), Option(id="b", text="B")))
    prepare = Exercise(id="k:voor", title="Voor", meeting=MeetingPhase.PREPARE, steps=(lines,))
    each = Each(id="elk", of="before.lijnen", steps=(Ask(id="hoe", text="Hoe ging {item}?"),))
    back = Exercise(
        id="k:na", title="Na", meeting=MeetingPhase.LOOK_BACK, steps=(each, Ask(id="slot", text="En?"))
    )
    chosen = (
        said(f"de {name}", "Welke?", Address(step="lijnen").option(name), ordinal=number)
        for number, name in enumerate(("b", "a"))
    )
    before = entry(*chosen, id="v", exercise="k:voor", meeting="m")
    answers = [said("aan het eind", "En?", Address(step="slot"))]
    answers += [said(name, f"Hoe ging de {name}?", Address(step="hoe", item=name)) for name in ("a", "b")]
    after = entry(*answers, id="w", exercise="k:na", meeting="m", day=DAY + dt.timedelta(days=1))
    library = Library(exercises=(back, prepare))
    meeting = Meeting(id="m", name="Regio*tafel*", made=after.begun)
    made = doc.render_log([after, before], library, (), [meeting])
    assert questions(made) == [("Welke?", 3), ("Hoe ging de b?", 3), ("Hoe ging de a?", 3), ("En?", 3)]
    assert (
        doc.render_entry(after, back, meeting="Tafel", earlier=(prepare, before)).blocks[1].meeting == "Tafel"
    )
    assert plain_text.to_plain_text(made).count("overleg Regio*tafel*") == 2
    assert markdown.to_markdown(made).count(r"overleg Regio\*tafel\*") == 2


def test_marks_of_others_stand_under_ones_own_with_their_label(entry, said, mark):
    own = mark(-40)
    other = mark(70, address=own.address.child("row:1"), whose="de school")
    made = doc.render_entry(entry(said(address=own.address), placements=(own, other)))
    lines = [block for block in made.blocks if isinstance(block, document_module.PlacementBlock)]
    assert [(line.value, line.whose) for line in lines] == [(-40, SELF), (70, "de school")]
    assert "nu, in deze situatie · de school" in plain_text.to_plain_text(made)
    assert "nu, in deze situatie · de school" in markdown.to_markdown(made)


def test_what_a_situation_is_for_stands_with_the_first_entry_of_it(entry, said):
    one = Situation(id="s", name="Regenboog", opened=NOON, purpose="weten wanneer ik loslaat")
    made = [entry(said("x"), id=name, situation="s") for name in "ab"]
    log = doc.render_log(made, situations=[one])
    assert [block.situation for block in log.blocks if isinstance(block, document_module.MetadataBlock)] == [
        "Regenboog",
        "Regenboog",
    ]
    assert texts(log) == [one.purpose, "x", "x"]


def test_a_situation_without_a_purpose_asks_for_none(entry, said):
    one = Situation(id="s", name="Regenboog", opened=NOON)
    assert not [
        block
        for block in doc.render_entry(entry(said("x")), None, one).blocks
        if isinstance(block, document_module.ParagraphBlock)
    ]
