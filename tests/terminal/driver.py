"""The real program with something wrong on purpose: ``python driver.py WHAT [ARGUMENTS]``."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from reflectie.cli.main import main
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.field import Aspect, Pole, TensionField
from reflectie.domain.step import Ask, Choose, Explore, Option, Place, Prompt, Read, Recognise, Statement
from reflectie.journal.opening import journal_in_memory
from reflectie.journal.settings import Settings
from reflectie.journal.worker import JournalWorker
from reflectie.services.context import Context, local_now
from reflectie.tui import app as program
from reflectie.tui import launch, lock

POISON = "voor\x1b]0;x\x07titel\x1b]52;c;eA==\x07bord\x1b[2Jwis\x9b2Jc1\u202eom\u202cna"


class Breakable(program.ReflectieApp):
    """Ctrl+B goes wrong, with what was written at hand and in the message."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+b", "go_wrong", "stuk", priority=True)]

    def action_go_wrong(self) -> None:
        diary = self.screen.query_one("Editor").text  # type: ignore[attr-defined]
        raise RuntimeError(diary)


class OnFullDisk(program.ReflectieApp):
    """After Ctrl+B the disk takes nothing any more."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+b", "fill_disk", "vol", priority=True)]

    def action_fill_disk(self) -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        self.notify("schijf vol")


class Searched(program.ReflectieApp):
    """Ctrl+B looks in memory for the words in the file ``SOUGHT``, and writes where they stand beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+b", "search", "zoek", priority=True)]

    def action_search(self) -> None:
        sys.path.insert(0, str(Path(__file__).parent.parent))
        from memory import holders  # type: ignore[import-not-found]

        sought = Path(os.environ["SOUGHT"])
        found = holders(bytes.fromhex(line) for line in sought.read_text().split())
        sought.with_suffix(".gevonden").write_text("\n".join(found))
        self.notify("gezocht")


def with_app(app: type[program.ReflectieApp]) -> int:
    launch.ReflectieApp = app  # type: ignore[misc]
    if "TRACED" in os.environ:  # by a tracer that is no administrator, and has to look into our memory
        lock.disable_memory_access = lambda: None
    return main(sys.argv[2:])


def watching_sockets() -> int:
    """Writes the family of every socket that Python opens to the file in ``SOCKETS``."""
    seen = Path(os.environ["SOCKETS"])

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.__new__":
            with seen.open("a") as file:
                print(arguments[1], file=file)

    sys.addaudithook(hear)
    return main(sys.argv[2:])


def watching_files() -> int:
    """Writes the path of every file that Python opens to the file in ``OPENED``."""
    seen = os.open(os.environ["OPENED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            os.write(seen, f"{arguments[0]}\n".encode())

    sys.addaudithook(hear)
    return main(sys.argv[2:])


def with_content(text: str) -> int:
    """The program, its journal in memory, on content in which every text is ``text``."""
    desk = Context(partial(_library, text), local_now, None, Settings())
    desk.journal = JournalWorker(lambda: journal_in_memory(local_now))
    app = program.ReflectieApp(desk, None)
    app.run()
    desk.journal.close()
    return app.return_code or 0


def _library(text: str) -> Library:
    """One field with a step of every kind, and the question of the day."""
    left, right = Pole(name=f"links {text}", gloss=text), Pole(name=f"rechts {text}", gloss=text)
    field = TensionField(id="proef:lijn", left=left, right=right, number=1)
    steps = (
        Read(id="lees", text=text),
        Recognise(id="herken", text=text, statements=(Statement(id="zin", text=text),)),
        Place(id="plaats", field="proef:lijn", aspect=Aspect.NOW, text=text, hint=text),
        Explore(id="schuif", beside="plaats", feel=Prompt(text=f"{text} naar {{pole}}")),
        Choose(id="kies", text=text, options=(Option(id="een", text=text), Option(id="twee", text=text))),
        Ask(id="vraag", text=f"einde {text}", hint=text),
    )
    line = Exercise(id="proef:lijn", title=text, summary=text, fields=(field,), steps=steps)
    return Library(exercises=(line,), probes=(text,))


if __name__ == "__main__":
    ways = {
        "breaks": lambda: with_app(Breakable),
        "full": lambda: with_app(OnFullDisk),
        "searched": lambda: with_app(Searched),
        "sockets": watching_sockets,
        "files": watching_files,
        "poison": lambda: with_content(POISON),
        "plain": lambda: with_content("gewoon"),
    }
    sys.exit(ways[sys.argv[1]]())
