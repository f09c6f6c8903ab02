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
from reflectie.export import markdown, pdf, plain_text, render, word

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


def test_every_kind_of_step_has_a_renderer():
    assert set(render.STEP_RENDERERS) == set(STEP_KINDS)


def test_every_block_has_a_rule_in_each_format():
    assert (
        set(markdown.MARKDOWN_RULES)
        == set(plain_text.PLAIN_TEXT_RULES)
        == set(pdf.PDF_RULES)
        == set(word.WORD_RULES)
        == set(document_module.Block.__args__)
    )


def test_answers_are_in_the_order_of_the_plan(make_entry, make_answer):
    shown = (ShownQuestion(step="vragen", item="twee"), ShownQuestion(step="vragen", item="een"))
    entry = make_entry(
        make_answer("e", address=Address(step="vragen", item="een")),
        make_answer("t", address=Address(step="vragen", item="twee")),
        make_answer("w", address=Address(step="reden", part="verder")),
        make_answer("r", address=Address(step="reden")),
        shown=shown,
    )
    assert texts(render.render_entry(entry, EXERCISE)) == ["r", "w", "t", "e"]


def test_answers_that_the_content_no_longer_asks_for_come_last(make_entry, make_answer):
    entry = make_entry(
        make_answer("oud", address=Address(step="weg")), make_answer("nieuw", address=Address(step="reden"))
    )
    assert texts(render.render_entry(entry, EXERCISE)) == ["nieuw", "oud"]


def test_follow_ups_are_below_their_question_without_the_exercise_too(make_entry, make_answer):
    head = Address(step="reden")
    entry = make_entry(
        make_answer("diep", "En dan nog?", head.child("verder").at_turn(1)),
        make_answer("door", "Vraag door", head.at_turn(1)),
        make_answer("anders", "Anders?", Address(step="anders")),
        make_answer("verder", "Verder?", head.child("verder")),
        make_answer("hoofd", "Hoofd?", head),
    )
    assert questions(render.render_entry(entry)) == [
        ("Hoofd?", 2),
        ("Vraag door", 3),
        ("Verder?", 3),
        ("En dan nog?", 3),
        ("Anders?", 2),
    ]


def test_a_question_is_shown_as_it_was_asked(make_entry, make_answer):
    entry = make_entry(make_answer("omdat", "Hoe kwam dat?", Address(step="reden")))
    assert questions(render.render_entry(entry, EXERCISE)) == [("Hoe kwam dat?", 2)]


def test_chosen_options_and_additions_are_one_list_in_their_order(make_entry, make_answer):
    address = Address(step="kies")
    entry = make_entry(
        make_answer("eigen", "Welke?", address.addition(1), ordinal=1),
        make_answer("De eerste", "Welke?", address.option("een"), value="een", ordinal=0),
        make_answer("", "Welke?", address),
    )
    assert render.render_entry(entry).blocks[2:] == (
        document_module.QuestionBlock(text="Welke?"),
        document_module.ChoiceBlock(chosen=("De eerste", "eigen")),
    )


def test_a_statement_has_its_recognition_and_its_note(make_entry, make_answer):
    entry = make_entry(make_answer("ja, gisteren", "Ik ren.", Address(step="r", item="a"), value="sometimes"))
    assert render.render_entry(entry).blocks[3:] == (
        document_module.ChoiceBlock(chosen=("soms",)),
        document_module.TypedTextBlock(text="ja, gisteren"),
    )


def test_unknown_and_skipped_answers_are_shown_as_such(make_entry, make_answer):
    entry = make_entry(
        make_answer(state=AnswerState.UNKNOWN),
        make_answer(address=Address(step="b"), state=AnswerState.SKIPPED),
    )
    notes = [
        block.state
        for block in render.render_entry(entry).blocks
        if isinstance(block, document_module.StateBlock)
    ]
    assert notes == [AnswerState.UNKNOWN, AnswerState.SKIPPED]


def test_an_unknown_place_is_shown_on_the_line_only(make_entry, make_answer, make_placement):
    entry = make_entry(
        make_answer(address=Address(step="plaats"), state=AnswerState.UNKNOWN),
        placements=(make_placement(None),),
    )
    assert [type(block) for block in render.render_entry(entry).blocks[3:]] == [
        document_module.PlacementBlock
    ]


def test_a_placement_of_somebody_else_keeps_its_label_and_its_day(make_entry, make_placement):
    entry = make_entry(placements=(make_placement(10, whose="de regio", day=dt.date(2026, 12, 1)),))
    line = render.render_entry(entry).blocks[-1]
    assert isinstance(line, document_module.PlacementBlock)
    assert (line.whose, line.day) == ("de regio", dt.date(2026, 12, 1))


def test_a_log_has_one_title_and_begins_with_the_oldest_entry(make_entry, make_answer):
    older = make_entry(make_answer("toen"), id="b", title="Toen", day=dt.date(2025, 1, 1))
    log = render.render_log([make_entry(make_answer("nu")), older], Library(exercises=(EXERCISE,)))
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
def test_no_answer_or_placement_is_left_out(saved, placements, exercise):
    entry = Entry(
        id="a",
        exercise="kern:proef",
        title="Proef",
        day=DAY,
        begun=NOON,
        answers=tuple(saved),
        placements=tuple(placements),
    )
    rendered = render.render_entry(entry, exercise)
    for output in (markdown.to_markdown(rendered), plain_text.to_plain_text(rendered)):
        assert all(output.count(answer.text) == 1 for answer in saved)
        assert all(output.count(placement.left) == 1 for placement in placements)


def test_a_look_back_follows_its_plan_and_names_its_meeting(make_entry, make_answer):
    lines = Choose(id="lijnen", text="Welke?", options=(Option(id="a", text="A"), Option(id="b", text="B")))
    prepare = Exercise(id="k:voor", title="Voor", meeting=MeetingPhase.PREPARE, steps=(lines,))
    each = Each(id="elk", of="before.lijnen", steps=(Ask(id="hoe", text="Hoe ging {item}?"),))
    look_back = Exercise(
        id="k:na", title="Na", meeting=MeetingPhase.LOOK_BACK, steps=(each, Ask(id="slot", text="En?"))
    )
    chosen = (
        make_answer(f"de {name}", "Welke?", Address(step="lijnen").option(name), ordinal=number)
        for number, name in enumerate(("b", "a"))
    )
    before = make_entry(*chosen, id="v", exercise="k:voor", meeting="m")
    answers = [make_answer("aan het eind", "En?", Address(step="slot"))]
    answers += [
        make_answer(name, f"Hoe ging de {name}?", Address(step="hoe", item=name)) for name in ("a", "b")
    ]
    after = make_entry(*answers, id="w", exercise="k:na", meeting="m", day=DAY + dt.timedelta(days=1))
    library = Library(exercises=(look_back, prepare))
    meeting = Meeting(id="m", name="Regio*tafel*", made=after.begun)
    rendered = render.render_log([after, before], library, (), [meeting])
    assert questions(rendered) == [("Welke?", 3), ("Hoe ging de b?", 3), ("Hoe ging de a?", 3), ("En?", 3)]
    assert (
        render.render_entry(after, look_back, meeting="Tafel", earlier=(prepare, before)).blocks[1].meeting
        == "Tafel"
    )
    assert plain_text.to_plain_text(rendered).count("overleg Regio*tafel*") == 2
    assert markdown.to_markdown(rendered).count(r"overleg Regio\*tafel\*") == 2


def test_placements_of_others_follow_the_own_one_with_their_label(make_entry, make_answer, make_placement):
    own = make_placement(-40)
    other = make_placement(70, address=own.address.child("row:1"), whose="de school")
    rendered = render.render_entry(make_entry(make_answer(address=own.address), placements=(own, other)))
    lines = [block for block in rendered.blocks if isinstance(block, document_module.PlacementBlock)]
    assert [(line.value, line.whose) for line in lines] == [(-40, SELF), (70, "de school")]
    assert "nu, in deze situatie · de school" in plain_text.to_plain_text(rendered)
    assert "nu, in deze situatie · de school" in markdown.to_markdown(rendered)


def test_the_purpose_of_a_situation_is_shown_at_its_first_entry(make_entry, make_answer):
    situation = Situation(id="s", name="Regenboog", opened=NOON, purpose="weten wanneer ik loslaat")
    entries = [make_entry(make_answer("x"), id=name, situation="s") for name in "ab"]
    log = render.render_log(entries, situations=[situation])
    assert [block.situation for block in log.blocks if isinstance(block, document_module.MetadataBlock)] == [
        "Regenboog",
        "Regenboog",
    ]
    assert texts(log) == [situation.purpose, "x", "x"]


def test_a_situation_without_a_purpose_adds_no_paragraph(make_entry, make_answer):
    situation = Situation(id="s", name="Regenboog", opened=NOON)
    assert not [
        block
        for block in render.render_entry(make_entry(make_answer("x")), None, situation).blocks
        if isinstance(block, document_module.ParagraphBlock)
    ]
