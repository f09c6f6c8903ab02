"""The order of the menu, and what typed words find in it."""

from reflectie.domain.menu import MenuItem, arrange_menu, find_in_menu


def ids(items: tuple[MenuItem, ...]) -> list[str]:
    return [item.id for item in items]


def items(*names: str) -> list[MenuItem]:
    return [MenuItem(id=name, label=name) for name in names]


def test_where_a_key_opens_the_logbook_going_on_comes_first_and_quitting_last() -> None:
    logbook = MenuItem(id="logbook", label="logboek", key="l")
    menu = arrange_menu([*items("quit", "choose", "lock"), logbook, *items("settings", "write", "resume")])
    assert ids(menu) == ["resume", "write", "logbook", "lock", "choose", "settings", "quit"]


def test_elsewhere_the_actions_of_the_screen_come_first_and_quitting_last() -> None:
    menu = arrange_menu(items("next", "back", "quit", "lock"))
    assert ids(menu) == ["next", "back", "lock", "quit"]
    menu = arrange_menu(items("find", "lock", "logbook", "quit"))  # the logbook without a key
    assert ids(menu) == ["find", "lock", "logbook", "quit"]


def test_quitting_is_never_first() -> None:
    assert ids(arrange_menu(items("quit", "help"))) == ["help", "quit"]


def test_all_typed_words_must_be_there_without_capitals_or_accents() -> None:
    menu = [
        MenuItem(id="1", label="weet ik (nog) niet"),
        MenuItem(id="2", label="Eén overleg", detail="ik weet het"),
        MenuItem(id="3", label="terug"),
    ]
    assert ids(find_in_menu(menu, "")) == ["1", "2", "3"]
    assert ids(find_in_menu(menu, "NIET weet")) == ["1"]
    assert ids(find_in_menu(menu, "een")) == ["2"]
    assert ids(find_in_menu(menu, "zzz")) == []


def test_words_in_the_label_come_before_words_in_the_detail() -> None:
    menu = [MenuItem(id="1", label="stil", detail="even terug"), MenuItem(id="2", label="terug")]
    assert ids(find_in_menu(menu, "terug")) == ["2", "1"]


def test_words_that_are_not_shown_are_found_last() -> None:
    menu = [
        MenuItem(id="1", label="moeras", words="Wat stil staat."),
        MenuItem(id="2", label="pauze", detail="even stil"),
        MenuItem(id="3", label="stil"),
    ]
    assert ids(find_in_menu(menu, "stil")) == ["3", "2", "1"]
    assert ids(find_in_menu(menu, "moeras staat")) == ["1"]
