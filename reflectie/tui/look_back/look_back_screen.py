"""Look back (Terugkijken): the mirror of today, and the ways to look at the lines."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.diagrams.all_lines import LinesMoment, draw_heading, draw_lines, lines_moments
from reflectie.diagrams.trail_path import moments_legend
from reflectie.domain.mirror import MirrorLine
from reflectie.domain.text_layout import one_line, truncate, wrap
from reflectie.domain.trail import TrailMoment, Zoom, period_around
from reflectie.services.context import Context
from reflectie.services.logbook_filter import field_label
from reflectie.services.look_back import all_points, five_years, load_mirror
from reflectie.services.trail_history import moment_texts
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.list_screen import ListScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.look_back.side_by_side_screen import choose_viewpoints
from reflectie.tui.steps.step_view import plain_text
from reflectie.tui.widgets.fitted_row import FittedRow, fit_legend
from reflectie.tui.widgets.trail_chart import TrailChart

_WAYS = {
    "lines": "De zes lijnen door de tijd",
    "compare": "Twee momenten of situaties naast elkaar",
    "years": "Vijf jaar, met je keerpunten",
}

_EMPTY_MIRROR = "Hier komt terug wat je eerder schreef. Vandaag is er niets."


class LookBackScreen(ListScreen[MirrorLine]):
    """The ways to look back, and below them the user's own words again. Enter opens what is highlighted."""

    HELP_TITLE: ClassVar[str] = "Terugkijken"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Terugkijken", "")

    async def reload(self) -> None:
        context = self.context
        lines = await context.require_journal.call(load_mirror, context.library, context.day_of_writing)
        self.items = {f"mirror/{number}": line for number, line in enumerate(lines)}
        options = [Option(label, id=way) for way, label in _WAYS.items()]
        part = ""
        for row_id, line in self.items.items():
            if line.part != part:
                part = line.part
                options.append(Option(Content.styled(f"\n{part}", "$primary bold"), disabled=True))
            options.append(Option(_mirror_row(line), id=row_id))
        if not lines:
            options.append(Option(f"\n{_EMPTY_MIRROR}", disabled=True))
        self.set_options(options)

    def action_open(self) -> None:
        self.option_list.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if line := self.items.get(event.option_id or ""):
            self.app.push_screen(ReaderScreen(self.context, line.entries[0]))
        elif event.option_id == "lines":
            self.app.push_screen(AllLinesScreen(self.context))
        elif event.option_id == "years":
            self.app.push_screen(FiveYearsScreen(self.context))
        else:
            self._compare()

    @work
    async def _compare(self) -> None:
        await choose_viewpoints(self, self.context)


def _mirror_row(line: MirrorLine) -> FittedRow:
    """The sentence, and below it the user's own words."""

    def write(width: int) -> Content:
        sentence = Content("\n".join(wrap(line.sentence, width)))
        words = (f"\n  “{truncate(one_line(text), width - 4)}”" for text in line.words)
        return sentence + Content.styled("".join(words), "$quiet")

    return FittedRow(write)


class AllLinesScreen(ListScreen[LinesMoment]):
    """A column for each line; time goes down. Enter opens the newest entry of a row."""

    DEFAULT_CSS = """
    AllLinesScreen {
        #title, #heading, #legend, OptionList { max-width: 200; }
        #heading, #legend { margin: 0 2; height: auto; color: $quiet; }
        #legend { margin: 1 2 0 2; }
        &.-short #heading, &.-short #legend { margin: 0 1; }
    }
    """
    HELP_TITLE: ClassVar[str] = "De zes lijnen door de tijd"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__(context, "De zes lijnen door de tijd", "Er staat nog geen teken op een lijn.")

    def compose_body(self) -> ComposeResult:
        title, empty, options = super().compose_body()
        yield title
        yield Static(id="heading", markup=False)
        yield empty
        yield options
        yield Static(id="legend", markup=False)

    async def reload(self) -> None:
        fields = self.context.library.core_fields
        trails = await self.context.require_journal.call(all_points, self.context.library)
        moments = lines_moments(trails)
        self.items = {str(number): moment for number, moment in enumerate(moments)}
        numbers = [str(field.number) for field in fields]
        self.query_one("#heading", Static).update(_fitted(lambda width: draw_heading(numbers, width)))
        options = [Option(_lines_row(moments, number), id=str(number)) for number in range(len(moments))]
        self.set_options(options, options[-1] if options else None)
        points = [TrailMoment(label="", points=column) for m in moments for column in m.columns if column]
        self.query_one("#legend", Static).update(
            fit_legend([*moments_legend(points), *(field_label(field) for field in fields)])
        )

    def action_open(self) -> None:
        self.option_list.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.app.push_screen(ReaderScreen(self.context, self.items[event.option_id or ""].entries[-1]))


def _fitted(draw: Callable[[int], str]) -> FittedRow:
    return FittedRow(lambda width: Content(draw(width)))


def _lines_row(moments: Sequence[LinesMoment], number: int) -> FittedRow:
    return _fitted(lambda width: draw_lines(moments, number, width))


class FiveYearsScreen(BaseScreen[None]):
    """The turning points of each line in five years, with own words."""

    DEFAULT_CSS = """
    FiveYearsScreen {
        #body { align-horizontal: center; }
        #title { width: 1fr; max-width: 140; height: 1; margin: 1 2; text-style: bold; color: $primary; }
        #page { max-width: 144; height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
        #page > * { height: auto; }
        TrailChart { margin-bottom: 1; }
        #legend { width: 1fr; max-width: 140; height: auto; margin: 0 2 1 2; color: $quiet; }
        .quiet { margin-top: 1; }
        &.-short #title, &.-short #legend { margin: 0 1; }
        &.-short #page { padding: 0 1; }
    }
    """
    SHOWS_JOURNAL = True
    HELP_TITLE: ClassVar[str] = "Vijf jaar"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "volgende lijn"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def compose_body(self) -> ComposeResult:
        period = period_around(self.context.today, Zoom.FIVE_YEARS)
        yield Static(f"Vijf jaar · {period.label}", id="title")
        yield Static(id="legend", markup=False)
        yield VerticalScroll(id="page", can_focus=False)

    async def on_mount(self) -> None:
        context, call = self.context, self.context.require_journal.call
        trails = await call(five_years, context.library, context.today)
        widgets: list[Widget] = []
        for trail in trails:
            texts = await call(moment_texts, trail.moments, context.library.kept_steps)
            widgets.append(TrailChart(trail.moments, texts, title=f"Lijn {trail.field.number}"))
        if trails:
            signs = moments_legend([moment for trail in trails for moment in trail.moments])
            self.query_one("#legend", Static).update(fit_legend(signs, _YEARS_TEXT))
            widgets.append(plain_text(_YEARS_FORM_TEXT, "quiet"))
        await self.query_one("#page").mount_all(widgets if trails else [plain_text(_NO_YEARS, "quiet")])
        for chart in self.query(TrailChart):
            chart.highlighted = 0
        self.focus_next()

    def on_trail_chart_opened(self, event: TrailChart.Opened) -> None:
        self.app.push_screen(ReaderScreen(self.context, event.moment.entries[-1]))


_YEARS_TEXT = "Van elke lijn je eerste en je laatste teken, en waar je spoor daartussen duidelijk omkeert."

_YEARS_FORM_TEXT = (
    "Wil je dit op papier, bijvoorbeeld voor je herregistratie? Kies bij Exporteren, in Instellingen, de "
    "vorm met je keerpunten. Je leest het na voor het ergens heen gaat."
)

_NO_YEARS = "Er staat nog geen teken op een lijn."
