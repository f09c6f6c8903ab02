"""When a second Ctrl+Q quits although something could not be saved."""

from reflectie.tui.app import (
    CONFIRMATION_SECONDS,
    COVERED_WARNING,
    JOURNAL_GONE_WARNING,
    UNSAVED_WARNING,
    QuitConfirmation,
)

from .writer import ManualClock


def test_the_second_request_is_accepted() -> None:
    confirmation = QuitConfirmation(ManualClock())
    assert confirmation.next_warning() == UNSAVED_WARNING
    assert confirmation.next_warning() == ""


def test_a_request_long_after_the_first_asks_again() -> None:
    clock = ManualClock()
    confirmation = QuitConfirmation(clock)
    confirmation.next_warning()
    clock.now += CONFIRMATION_SECONDS
    assert confirmation.next_warning() == UNSAVED_WARNING
    assert confirmation.next_warning() == ""


def test_after_another_key_it_asks_again() -> None:
    confirmation = QuitConfirmation(ManualClock())
    confirmation.next_warning()
    confirmation.reset()
    assert confirmation.next_warning() == UNSAVED_WARNING


def test_behind_the_privacy_cover_it_never_accepts() -> None:
    confirmation = QuitConfirmation(ManualClock())
    for _ in range(3):
        assert confirmation.next_warning(is_covered=True) == COVERED_WARNING


def test_behind_the_cover_of_a_journal_that_is_gone_the_second_request_is_accepted() -> None:
    confirmation = QuitConfirmation(ManualClock())
    assert confirmation.next_warning(is_covered=True, is_journal_gone=True) == JOURNAL_GONE_WARNING
    assert confirmation.next_warning(is_covered=True, is_journal_gone=True) == ""


def test_a_request_before_the_cover_does_not_confirm_one_behind_it() -> None:
    confirmation = QuitConfirmation(ManualClock())
    confirmation.next_warning()
    assert confirmation.next_warning(is_covered=True, is_journal_gone=True) == JOURNAL_GONE_WARNING
