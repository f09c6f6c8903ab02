"""The widget of each step kind."""

from reflectie.domain.step import (
    Ask,
    Choose,
    Date,
    Draw,
    Explore,
    NameSituation,
    Pause,
    Place,
    Read,
    Recognise,
    Rows,
    StepBase,
)
from reflectie.tui.steps.ask_view import AskView, DateView, NameSituationView
from reflectie.tui.steps.choose_view import ChooseView, RecogniseView
from reflectie.tui.steps.place_view import ExploreView, PlaceView
from reflectie.tui.steps.read_view import DrawView, PauseView, ReadView
from reflectie.tui.steps.rows_view import RowsView
from reflectie.tui.steps.step_view import StepView

STEP_VIEWS: dict[type[StepBase], type[StepView]] = {
    Read: ReadView,
    Recognise: RecogniseView,
    Place: PlaceView,
    Explore: ExploreView,
    Ask: AskView,
    NameSituation: NameSituationView,
    Choose: ChooseView,
    Pause: PauseView,
    Date: DateView,
    Rows: RowsView,
    Draw: DrawView,
}
