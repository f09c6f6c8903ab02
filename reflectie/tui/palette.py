"""What can be found with Ctrl+P. Titles come from content, so they are never read as markup."""

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content


class Commands(Provider):
    """The commands of the app; Textual's own provider would read a title as markup."""

    async def discover(self) -> Hits:
        for name, words, callback, _ in sorted(self.app.get_system_commands(self.screen), key=lambda c: c[0]):
            yield DiscoveryHit(_shown(name, words), callback, text=name)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, words, callback, _ in self.app.get_system_commands(self.screen):
            if (score := matcher.match(name)) > 0:
                yield Hit(score, _shown(name, words), callback, text=name)


def _shown(name: str, words: str) -> Content:
    below = "\n[$quiet]$words[/]" if words else ""
    return Content.from_markup(f"$name{below}", name=name, words=words)
