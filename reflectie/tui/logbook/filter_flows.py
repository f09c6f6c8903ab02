"""Choose a filter of the logbook, in two short lists."""

from collections.abc import Iterable
from typing import Any

from textual.screen import Screen

from reflectie.services.logbook_filter import FilterOption, LogbookFilter
from reflectie.tui.common.dialogs import ListDialog

_TITLE = "Wat wil je zien? Elke keuze komt bij de vorige."

_EVERYTHING_ID, _EVERYTHING_LABEL = "", "alles"


async def choose_filter(
    screen: Screen[Any], filters: Iterable[LogbookFilter], chosen: dict[str, FilterOption]
) -> bool:
    """Let the user change one filter in ``chosen``; return whether they did."""
    by_id = {item.id: item for item in filters}
    labels = {item.id: _label(item, chosen.get(item.id)) for item in by_id.values()}
    if chosen:
        labels = {_EVERYTHING_ID: "weer alles laten zien", **labels}
    filter_id = await screen.app.push_screen_wait(ListDialog(_TITLE, labels))
    if filter_id is None:
        return False
    if filter_id == _EVERYTHING_ID:
        chosen.clear()
        return True
    return await choose_option(screen, by_id[filter_id], chosen)


def _label(item: LogbookFilter, option: FilterOption | None) -> str:
    if len(item.options) == 1 and item.options[0].label == item.label:
        return f"{item.label}: {'ja' if option else 'maakt niet uit'}"
    return f"{item.label}: {option.label if option else _EVERYTHING_LABEL}"


async def choose_option(screen: Screen[Any], item: LogbookFilter, chosen: dict[str, FilterOption]) -> bool:
    """Let the user choose an option of a filter; a filter of one option is turned on or off."""
    if len(item.options) == 1 and item.options[0].label == item.label:
        if not chosen.pop(item.id, None):
            chosen[item.id] = item.options[0]
        return True
    labels = {str(number): option.label for number, option in enumerate(item.options)}
    key = await screen.app.push_screen_wait(
        ListDialog(item.label.capitalize(), {_EVERYTHING_ID: _EVERYTHING_LABEL, **labels})
    )
    if key is None:
        return False
    chosen.pop(item.id, None)
    if key:
        chosen[item.id] = item.options[int(key)]
    return True
