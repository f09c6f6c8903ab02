"""The command palette in Dutch, with titles that are never read as markup."""

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets.option_list import Option

_NO_MATCHES_TEXT = "Niets gevonden. Probeer een ander woord."


class DutchCommandPalette(CommandPalette):
    """Reports in Dutch that nothing was found; Textual 8.2.8 has this text in English only."""

    def __init__(self) -> None:
        super().__init__(id="--command-palette", placeholder="Zoek een werkvorm of een scherm…")

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()

        def show_no_matches() -> None:
            if search_value:
                self.query_one(CommandList).add_option(
                    Option(_NO_MATCHES_TEXT, id=self._NO_MATCHES, disabled=True)
                )
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show_no_matches)


class AppCommandProvider(Provider):
    """The commands of the app. The provider of Textual would read a title as markup."""

    async def discover(self) -> Hits:
        commands = self.app.get_system_commands(self.screen)
        for title, help_text, callback, _ in sorted(commands, key=lambda command: command[0]):
            yield DiscoveryHit(_command_label(title, help_text), callback, text=title)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for title, help_text, callback, _ in self.app.get_system_commands(self.screen):
            if (score := matcher.match(title)) > 0:
                yield Hit(score, _command_label(title, help_text), callback, text=title)


def _command_label(title: str, help_text: str) -> Content:
    second_line = "\n[$quiet]$help_text[/]" if help_text else ""
    return Content.from_markup(f"$title{second_line}", title=title, help_text=help_text)
