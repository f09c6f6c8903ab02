"""Build one entry of the example journal by following the plan of its exercise."""

from collections.abc import Iterable, Iterator
from itertools import repeat

from msgspec.structs import replace

from reflectie.content.example_schema import ExampleAnswer, ExampleEntry, ExamplePlacement
from reflectie.content.messages import shorten_word
from reflectie.content.problems import ProblemCollector
from reflectie.domain.entry import SELF, Address, Answer, AnswerState, Entry, ShownQuestion
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.field import MAX_VALUE, MIN_VALUE, Mark
from reflectie.domain.labels import RECOGNITION_LABELS
from reflectie.domain.plan import MAX_TURNS, Stop
from reflectie.domain.responses import make_placement, option_answer
from reflectie.domain.session import Session
from reflectie.domain.step import Ask, Choose, Explore, NameSituation, Pick, Place, Recognise, Rows
from reflectie.domain.table import row_id_of, rows_of, table_of


class ExampleBuilder:
    """Walks an exercise and enters at its stops what the file says; an address without a stop is a problem.

    ``situation`` is the name of the situation of the entry, "" for none. ``preparation`` is that of the
    meeting, if the exercise looks back on one.
    """

    def __init__(
        self,
        library: Library,
        exercise: Exercise,
        blank: Entry,
        problems: ProblemCollector,
        situation: str = "",
        preparation: tuple[Exercise, Entry] | None = None,
    ) -> None:
        self._library = library
        self._session = Session(exercise=exercise, entry=blank, preparation=preparation)
        self._problems = problems
        self._situation = situation
        self._stops: dict[Address, Stop] = {}

    def build(self, path: str, written: ExampleEntry) -> Entry:
        """Return the entry with the placements and answers at ``path`` in the file, in their order."""
        addresses = [*map(_address, written.placements), *map(_address, written.answers)]
        self._session = self._session.with_shown(_shown_questions(self._session.exercise, addresses))
        late: list[tuple[str, ExamplePlacement]] = []
        for number, placement in enumerate(written.placements):
            placement_path = f"{path}.placements[{number}]"
            if self._find_stop(_address(placement)):
                self._add_placement(placement_path, placement)
            else:
                late.append((placement_path, placement))
        for number, answer in enumerate(written.answers):
            self._add_answer(f"{path}.answers[{number}]", answer)
        for placement_path, placement in late:  # their stops exist only after the answers
            self._add_placement(placement_path, placement)
        entry = self._session.entry
        return replace(entry, position=addresses[-1]) if entry.is_open and addresses else entry

    # Placements -----------------------------------------------------------------------------------

    def _add_placement(self, path: str, written: ExamplePlacement) -> None:
        stop = self._require_stop(path, _address(written))
        if stop is None:
            return
        if not isinstance(stop.step, Place):
            message = f"op de stap '{shorten_word(written.step)}' wordt geen teken gezet."
            self._problems.add(path, message)
        elif (written.value is None) != written.unknown or not MIN_VALUE <= (written.value or 0) <= MAX_VALUE:
            message = f"een teken heeft een 'value' van {MIN_VALUE} tot {MAX_VALUE}, of 'unknown: true'."
            self._problems.add(path, message)
        else:
            self._save_placement(stop, written)

    def _save_placement(self, stop: Stop, written: ExamplePlacement) -> None:
        """Save a placement; the user's own is an answer as well."""
        field, address, entry = self._library.field(stop.field_id), _address(written), self._session.entry
        assert field is not None  # a library has every field that its steps name
        whose = next((other.whose for other in stop.others if other.address == address), SELF)
        mark = Mark(value=written.value, is_unknown=written.unknown)
        if whose == SELF:
            state = AnswerState.UNKNOWN if written.unknown else AnswerState.ANSWERED
            answer = stop.make_answer(state=state)
            if stop.nature and address == stop.nature.address:
                answer = replace(answer, address=address, question=stop.nature.text)
            entry = entry.with_answer(answer)
        placement = make_placement(stop, entry, field, mark, address, whose)
        self._session = self._session.with_entry(entry.with_placement(placement))

    # Answers --------------------------------------------------------------------------------------

    def _add_answer(self, path: str, written: ExampleAnswer) -> None:
        stop = self._turn_stop(path, written) if written.turn else self._require_stop(path, _address(written))
        answer = self._make_answer(path, stop, written) if stop else None
        if answer:
            entry = self._session.entry.with_answer(replace(answer, shared=written.shared))
            self._session = self._session.with_entry(entry)

    def _make_answer(self, path: str, stop: Stop, written: ExampleAnswer) -> Answer | None:
        match stop.step:
            case Choose():
                return self._choice_answer(path, stop, stop.step, written)
            case Recognise():
                return self._recognition_answer(path, stop, written)
            case Ask() | Explore():
                return stop.make_answer(written.text, state=written.state)
            case NameSituation():
                return self._situation_answer(path, stop, written)
            case Rows():
                return self._cell_answer(path, stop, stop.step, written)
            case _:
                self._problems.add(path, f"op de stap '{shorten_word(written.step)}' is niets te schrijven.")
                return None

    def _situation_answer(self, path: str, stop: Stop, written: ExampleAnswer) -> Answer | None:
        """The name of the situation of the entry, so that it is written once."""
        is_answered = written.state is AnswerState.ANSWERED
        if written.text or is_answered != bool(self._situation):
            self._problems.add(path, "de naam van de situatie komt van 'situation', zonder 'text' hier.")
            return None
        return stop.make_answer(self._situation, state=written.state)

    def _cell_answer(self, path: str, stop: Stop, step: Rows, written: ExampleAnswer) -> Answer | None:
        """The answer of one cell, in a new row if the row does not exist yet."""
        column = step.column(written.part)
        if column is None:
            columns = ", ".join(column.id for column in step.columns)
            message = f"'{shorten_word(step.id)}' heeft deze kolommen: {columns}."
            self._problems.add(f"{path}.part", message)
            return None
        entry = self._session.entry.with_answer(stop.make_answer())
        self._session = self._session.with_entry(entry)
        address, rows = _address(written), [row.id for row in rows_of(entry, stop.address)]
        ordinal = rows.index(row_id_of(address)) if row_id_of(address) in rows else len(rows)
        answer = stop.make_answer(written.text, written.value, written.state)
        return replace(answer, address=address, question=column.title, ordinal=ordinal)

    def _choice_answer(self, path: str, stop: Stop, step: Choose, written: ExampleAnswer) -> Answer | None:
        """The answer of an option (``value``), an addition (``text``), or the whole list (``state``)."""
        if written.state is not AnswerState.ANSWERED:
            return stop.make_answer(state=written.state)
        ordinal = len(self._session.entry.choices(stop.address))
        if not written.value:
            address = stop.address.addition(ordinal)
            return replace(stop.make_answer(written.text), address=address, ordinal=ordinal)
        option = next((option for option in step.options if option.id == written.value), None)
        if option is None:
            message = f"de keuze '{shorten_word(written.value)}' staat niet in de lijst."
            self._problems.add(f"{path}.value", message)
            return None
        return replace(option_answer(stop, option.id, option.text), ordinal=ordinal)

    def _recognition_answer(self, path: str, stop: Stop, written: ExampleAnswer) -> Answer | None:
        if written.value and written.value not in RECOGNITION_LABELS:
            allowed = ", ".join(RECOGNITION_LABELS)
            message = f"herkennen kan zijn: {allowed}. Er staat '{shorten_word(written.value)}'."
            self._problems.add(f"{path}.value", message)
            return None
        return stop.make_answer(written.text, written.value, written.state)

    # Stops ----------------------------------------------------------------------------------------

    def _turn_stop(self, path: str, written: ExampleAnswer) -> Stop | None:
        """The stop of a further turn; no plan has one before it is asked."""
        address, probes = _address(written), self._library.probes
        stop = self._require_stop(path, address.at_turn(0))
        question = written.question or (probes[(written.turn - 1) % len(probes)] if probes else "")
        if stop is None:
            return None
        if not (1 <= written.turn <= MAX_TURNS and isinstance(stop.step, Ask) and question):
            message = f"doorvragen kan van 1 tot en met {MAX_TURNS} keer, onder een open vraag."
            self._problems.add(f"{path}.turn", message)
            return None
        return replace(stop, address=address, text=question)

    def _require_stop(self, path: str, address: Address) -> Stop | None:
        stop = self._find_stop(address)
        if stop is None:
            place = " / ".join(part for part in (address.step, address.item, address.part) if part)
            self._problems.add(path, f"'{shorten_word(place)}' komt in deze werkvorm niet langs.")
        return stop

    def _find_stop(self, address: Address) -> Stop | None:
        """The stop at an address, or the one to which a cell or another person's placement belongs."""
        if address not in self._stops:
            # Earlier answers may have added stops. Planning again for every address would be slow.
            self._stops = dict(_stops_with_others(self._session.all_stops))
        table = table_of(address)
        stop = self._stops.get(table) if table else None
        return stop if stop and isinstance(stop.step, Rows) else self._stops.get(address)


def _stops_with_others(stops: Iterable[Stop]) -> Iterator[tuple[Address, Stop]]:
    for stop in stops:
        yield from ((address, stop) for address in stop.addresses)
        yield from ((other.address, stop) for other in stop.others)


def _address(written: ExampleAnswer | ExamplePlacement) -> Address:
    turn = written.turn if isinstance(written, ExampleAnswer) else 0
    return Address(step=written.step, item=written.item, turn=turn, part=written.part)


def _shown_questions(exercise: Exercise, addresses: list[Address]) -> tuple[ShownQuestion, ...]:
    """The questions that the coach must have chosen for these addresses to exist.

    What is more than a pick takes was shown by the next pick that draws from it, if there is one.
    """
    shown: list[ShownQuestion] = []
    for pick in exercise.picks:
        names = (name for address in addresses if address.step == pick.id for name in address.item.split("."))
        items = (name for name in dict.fromkeys(names) if pick.item(name))
        pairs = zip(_pick_ids(exercise, pick), items, strict=False)
        shown += [ShownQuestion(step=step, item=item) for step, item in pairs]
    return tuple(shown)


def _pick_ids(exercise: Exercise, source: Pick) -> Iterator[str]:
    """The pick that shows each next question: each in turn as many as it takes, and the last one the rest."""
    picks = exercise.picks_from(source)
    for pick in picks:
        yield from repeat(pick.id, pick.take)
    yield from repeat(picks[-1].id)
