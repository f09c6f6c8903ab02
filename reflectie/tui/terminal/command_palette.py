"""The command palette in Dutch, with titles that are never read as markup."""

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets.option_list import Option

_NO_MATCHES_TEXT = "Niets gevonden. Probeer een ander woord."


class DutchCommandPalette(CommandPalette):
    """What is found under the field; Textual 8.2.8 writes in English that it found nothing."""

    def __init__(self) -> None:
        super().__init__(id="--command-palette", placeholder="Zoek een werkvorm of een scherm…")

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()

        def tell() -> None:
            if search_value:
                self.query_one(CommandList).add_option(
                    Option(_NO_MATCHES_TEXT, id=self._NO_MATCHES, disabled=True)
                )
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, tell)


class AppCommandProvider(Provider):
    """The commands of the app; Textual's own provider would read a title as markup."""

    async def discover(self) -> Hits:
        for name, words, callback, _ in sorted(self.app.get_system_commands(self.screen), key=lambda c: c[0]):
            yield DiscoveryHit(_command_label(name, words), callback, text=name)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, words, callback, _ in self.app.get_system_commands(self.screen):
            if (score := matcher.match(name)) > 0:
                yield Hit(score, _command_label(name, words), callback, text=name)


def _command_label(name: str, words: str) -> Content:
    below = "\n[$quiet]$words[/]" if words else ""
    return Content.from_markup(f"$name{below}", name=name, words=words)
