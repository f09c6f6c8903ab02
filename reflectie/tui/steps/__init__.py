"""The widgets of the step kinds; ``VIEWS`` is the one table that knows which belongs to which."""

from reflectie.domain.step import (
    Ask,
    Choose,
    Date,
    Draw,
    Explore,
    Pause,
    Place,
    Read,
    Recognise,
    Rows,
    StepBase,
)
from reflectie.tui.steps.ask import AskView
from reflectie.tui.steps.choose import ChooseView
from reflectie.tui.steps.date import DateView
from reflectie.tui.steps.draw import DrawView
from reflectie.tui.steps.explore import ExploreView
from reflectie.tui.steps.pause import PauseView
from reflectie.tui.steps.place import PlaceView
from reflectie.tui.steps.read import ReadView
from reflectie.tui.steps.recognise import RecogniseView
from reflectie.tui.steps.rows import RowsView
from reflectie.tui.steps.view import StopView

VIEWS: dict[type[StepBase], type[StopView]] = {
    Read: ReadView,
    Recognise: RecogniseView,
    Place: PlaceView,
    Explore: ExploreView,
    Ask: AskView,
    Choose: ChooseView,
    Pause: PauseView,
    Date: DateView,
    Rows: RowsView,
    Draw: DrawView,
}
