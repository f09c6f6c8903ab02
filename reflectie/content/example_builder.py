"""Build one entry of the example journal by following the plan of its exercise."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from reflectie.content.example_schema import ExampleAnswer, ExampleEntry, ExamplePlacement
from reflectie.content.messages import shorten_word
from reflectie.content.problems import ProblemCollector
from reflectie.domain.entry import SELF, Address, Answer, AnswerState, Entry, Placement, ShownQuestion
from reflectie.domain.exercise import Exercise, Library, walk_steps
from reflectie.domain.field import MAX_VALUE, MIN_VALUE
from reflectie.domain.plan import MAX_TURNS, Stop
from reflectie.domain.session import Session
from reflectie.domain.step import Ask, Choose, Explore, Pick, Place, Recognise, Rows
from reflectie.domain.table import row_id_of, rows_of, table_of

_RECOGNITIONS = ("yes", "sometimes", "not_now")


class ExampleBuilder:
    """Walks an exercise and says at its stops what the file says; what has no stop is reported.

    ``earlier`` is the preparation on which it looks back, when there is one.
    """

    def __init__(
        self,
        library: Library,
        exercise: Exercise,
        blank: Entry,
        report: ProblemCollector,
        earlier: tuple[Exercise, Entry] | None = None,
    ) -> None:
        self._library = library
        self._session = Session(exercise=exercise, entry=blank, preparation=earlier)
        self._report = report
        self._stops: dict[Address, Stop] = {}

    def build(self, at: str, written: ExampleEntry) -> Entry:
        """The entry with the marks and the answers that stand at the path ``at``, in their order."""
        said = [*map(_address, written.placements), *map(_address, written.answers)]
        self._session = self._session.with_shown(_shown_questions(self._session.exercise, said))
        late: list[tuple[str, ExamplePlacement]] = []
        for number, placement in enumerate(written.placements):
            path = f"{at}.placements[{number}]"
            if self._find_stop(_address(placement)):
                self._add_placement(path, placement)
            else:
                late.append((path, placement))
        for number, answer in enumerate(written.answers):
            self._add_answer(f"{at}.answers[{number}]", answer)
        for path, placement in late:  # on lines and for people that the answers brought
            self._add_placement(path, placement)
        entry = self._session.entry
        return replace(entry, position=said[-1]) if entry.is_open and said else entry

    def _add_placement(self, at: str, written: ExamplePlacement) -> None:
        stop = self._require_stop(at, _address(written))
        if stop is None:
            return
        if not isinstance(stop.step, Place):
            self._report.add(at, f"op de stap '{shorten_word(written.step)}' wordt geen merkteken gezet.")
        elif (written.value is None) != written.unknown or not MIN_VALUE <= (written.value or 0) <= MAX_VALUE:
            self._report.add(
                at, f"een merkteken heeft een 'value' van {MIN_VALUE} tot {MAX_VALUE}, of 'unknown: true'."
            )
        else:
            self._save_placement(stop, stop.step, written.value, _address(written))

    def _save_placement(self, stop: Stop, step: Place, value: int | None, address: Address) -> None:
        """One's own mark, with what makes it an answer; or that of another, at their own address."""
        field = self._library.field(stop.field_id)
        assert field is not None  # a library knows every line that its steps name
        entry = self._session.entry
        whose = next((other.whose for other in stop.others if other.address == address), SELF)
        mark = Placement(
            address=address,
            field=field.id,
            left=field.left.name,
            right=field.right.name,
            aspect=step.aspect,
            value=value,
            day=entry.day,
            whose=whose,
        )
        if whose == SELF:
            said = stop.make_answer(state=AnswerState.UNKNOWN if value is None else AnswerState.ANSWERED)
            entry = entry.with_answer(said)
        self._session = self._session.with_entry(entry.with_placement(mark))

    def _add_answer(self, at: str, written: ExampleAnswer) -> None:
        stop = self._turn_stop(at, written) if written.turn else self._require_stop(at, _address(written))
        if stop is None:
            return
        match stop.step:
            case Choose():
                answer = self._choice_answer(at, stop, stop.step, written)
            case Recognise():
                answer = self._recognition_answer(at, stop, written)
            case Ask() | Explore():
                answer = stop.make_answer(written.text, state=written.state)
            case Rows():
                answer = self._cell_answer(at, stop, stop.step, written)
            case _:
                self._report.add(at, f"op de stap '{shorten_word(written.step)}' is niets te schrijven.")
                return
        if answer:
            shared = replace(answer, shared=written.shared)
            self._session = self._session.with_entry(self._session.entry.with_answer(shared))

    def _cell_answer(self, at: str, stop: Stop, step: Rows, written: ExampleAnswer) -> Answer | None:
        """What stands in one cell; its row is new when it was not there yet."""
        column = step.column(written.part)
        if column is None:
            columns = ", ".join(column.id for column in step.columns)
            self._report.add(f"{at}.part", f"'{shorten_word(step.id)}' heeft deze kolommen: {columns}.")
            return None
        entry = self._session.entry.with_answer(stop.make_answer())
        self._session = self._session.with_entry(entry)
        address, rows = _address(written), [row.id for row in rows_of(entry, stop.address)]
        ordinal = rows.index(row_id_of(address)) if row_id_of(address) in rows else len(rows)
        answer = stop.make_answer(written.text, written.value, written.state)
        return replace(answer, address=address, question=column.title, ordinal=ordinal)

    def _choice_answer(self, at: str, stop: Stop, step: Choose, written: ExampleAnswer) -> Answer | None:
        """An option by its id (``value``), an addition of one's own (``text``), or not to know."""
        if written.state is not AnswerState.ANSWERED:
            return stop.make_answer(state=written.state)
        ordinal = len(self._session.entry.choices(stop.address))
        if not written.value:
            return replace(
                stop.make_answer(written.text), address=stop.address.addition(ordinal), ordinal=ordinal
            )
        option = next((option for option in step.options if option.id == written.value), None)
        if option is None:
            self._report.add(
                f"{at}.value", f"de keuze '{shorten_word(written.value)}' staat niet in de lijst."
            )
            return None
        answer = stop.make_answer(option.text, option.id)
        return replace(answer, address=stop.address.option(option.id), ordinal=ordinal)

    def _recognition_answer(self, at: str, stop: Stop, written: ExampleAnswer) -> Answer | None:
        if written.value and written.value not in _RECOGNITIONS:
            words = ", ".join(_RECOGNITIONS)
            self._report.add(
                f"{at}.value", f"herkennen kan zijn: {words}. Er staat '{shorten_word(written.value)}'."
            )
            return None
        return stop.make_answer(written.text, written.value, written.state)

    def _turn_stop(self, at: str, written: ExampleAnswer) -> Stop | None:
        """The stop of a turn of *vraag door*, which no plan holds until it is asked."""
        address = _address(written)
        stop = self._require_stop(at, address.at_turn(0))
        probes = self._library.probes
        question = written.question or (probes[(written.turn - 1) % len(probes)] if probes else "")
        if stop is None:
            return None
        if not (1 <= written.turn <= MAX_TURNS and isinstance(stop.step, Ask) and question):
            self._report.add(
                f"{at}.turn", f"doorvragen kan van 1 tot en met {MAX_TURNS} keer, onder een open vraag."
            )
            return None
        return replace(stop, address=address, text=question)

    def _require_stop(self, at: str, address: Address) -> Stop | None:
        stop = self._find_stop(address)
        if stop is None:
            place = " / ".join(part for part in (address.step, address.item, address.part) if part)
            self._report.add(at, f"'{shorten_word(place)}' komt in deze werkvorm niet langs.")
        return stop

    def _find_stop(self, address: Address) -> Stop | None:
        """The stop at an address: its own, or the one to which a cell or the mark of another belongs."""
        if address not in self._stops:
            # What was said meanwhile can have brought new stops; planning anew each time is slow.
            self._stops = dict(_stops_with_others(self._session.stops))
        table = table_of(address)
        found = self._stops.get(table) if table else None
        return found if found and isinstance(found.step, Rows) else self._stops.get(address)


def _stops_with_others(stops: Iterable[Stop]) -> Iterator[tuple[Address, Stop]]:
    for stop in stops:
        yield stop.address, stop
        yield from ((other.address, stop) for other in stop.others)


def _address(written: ExampleAnswer | ExamplePlacement) -> Address:
    turn = written.turn if isinstance(written, ExampleAnswer) else 0
    return Address(step=written.step, item=written.item, turn=turn, part=written.part)


def _shown_questions(exercise: Exercise, said: list[Address]) -> tuple[ShownQuestion, ...]:
    """The questions that the coach must have chosen for these to be answered."""
    picks = {step.id: step for step in walk_steps(exercise.steps) if isinstance(step, Pick)}
    names = [(address.step, name) for address in said for name in address.item.split(".")]
    chosen = [(step, name) for step, name in names if step in picks and picks[step].item(name)]
    return tuple(ShownQuestion(step=step, item=name) for step, name in dict.fromkeys(chosen))
