"""Who wrote an added pack, and which added packs could not be used."""

from reflectie.domain.text import clean_line
from reflectie.domain.value import Value


class PackInfo(Value):
    """An added pack: its id, its title, the folder it was read from, and who wrote it.

    ``off`` are the ids of what it switches off in other packs. ``questions`` is how many questions
    of the day it has.
    """

    id: str
    title: str
    folder: str
    author: str = ""
    off: tuple[str, ...] = ()
    questions: int = 0

    @property
    def credit(self) -> str:
        """Who wrote the pack; its title when it does not say."""
        return self.author or self.title


class RejectedPack(Value):
    """A folder that is left out, with a line ``file:line:column: …`` for each problem."""

    folder: str
    problems: tuple[str, ...]


def rejections_notice(rejected: tuple[RejectedPack, ...]) -> str:
    """Say on the screen which packs are left out, with the first problem; "" when there are none."""
    if not rejected:
        return ""
    first, others = rejected[0], len(rejected) - 1
    more = "" if not others else " Een ander ook niet." if others == 1 else f" {others} andere ook niet."
    return (
        f"Het pakket in {clean_line(first.folder)} doet nu niet mee.{more} {first.problems[0]} "
        "In Instellingen, bij eigen inhoud, lees je wat er anders moet."
    )
