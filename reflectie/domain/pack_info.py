"""Who wrote an added pack, and which added packs could not be used."""

from reflectie.domain.value import Value


class PackInfo(Value):
    """An added pack: its id, its title, the folder it was read from, and who wrote it."""

    id: str
    title: str
    folder: str
    author: str = ""

    @property
    def credit(self) -> str:
        """Who wrote the pack; its title when it does not say."""
        return self.author or self.title


class RejectedPack(Value):
    """A folder that is left out, with a line ``file:line:column: …`` for each problem."""

    folder: str
    problems: tuple[str, ...]
