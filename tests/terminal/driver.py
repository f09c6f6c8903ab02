"""Run the real program with one change: ``python driver.py CHANGE [ARGUMENTS]``."""

import gc
import os
import sys
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, messages
from textual.binding import Binding, BindingType

from reflectie.cli.main import main
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.field import Aspect, Pole, TensionField
from reflectie.domain.step import Ask, Choose, Explore, Option, Place, Prompt, Read, Recognise, Statement
from reflectie.journal.folder import Settings
from reflectie.journal.opening import journal_in_memory
from reflectie.journal.worker import JournalWorker
from reflectie.services.context import Context, local_now
from reflectie.tui import app as app_module
from reflectie.tui import app as program
from reflectie.tui import lock

POISON = "voor\x1b]0;x\x07titel\x1b]52;c;eA==\x07bord\x1b[2Jwis\x9b2Jc1\u202eom\u202cna"


class Breakable(program.ReflectieApp):
    """Ctrl+B raises an error with the typed text in its message and its locals."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+b", "raise_error", "stuk", priority=True)]

    def action_raise_error(self) -> None:
        typed = self.screen.query_one("Editor").text  # type: ignore[attr-defined]
        raise RuntimeError(typed)


class Misreads(program.ReflectieApp):
    """Ctrl+B raises an error in the thread that reads the keys."""

    def on_mount(self) -> None:
        driver = self._driver
        assert driver is not None
        process = driver.process_message

        def process_or_raise(message: messages.Message) -> None:
            if isinstance(message, events.Key) and message.key == "ctrl+b":
                raise RuntimeError
            process(message)

        driver.process_message = process_or_raise  # type: ignore[method-assign]


class OnFullDisk(program.ReflectieApp):
    """After Ctrl+B every write to disk fails."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+b", "fill_disk", "vol", priority=True)]

    def action_fill_disk(self) -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        self.notify("schijf vol")


class EndsInAFrame(program.ReflectieApp):
    """Ctrl+B begins a frame, and ends the program before the end of that frame."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+b", "end", "stop", priority=True)]

    def action_end(self) -> None:
        writer = self._driver._writer_thread  # type: ignore[union-attr]
        writer.write("\x1b[?2026h")
        writer.wait_until_written()
        self.exit()


class SaysWhetherItCollects(program.ReflectieApp):
    """Ctrl+B says whether garbage is collected."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+b", "say", "zeg", priority=True)]

    def action_say(self) -> None:
        self.notify("er wordt opgeruimd" if gc.isenabled() else "er wordt niet opgeruimd")


def run_app_class(app: type[program.ReflectieApp]) -> int:
    app_module.ReflectieApp = app  # type: ignore[misc]
    if "TRACED" in os.environ:  # the tracer has to read the memory of this process
        lock.disable_memory_access = lambda: None
    return main(sys.argv[2:])


def run_recording_sockets() -> int:
    """Write the family of every socket that Python opens to the file in ``SOCKETS``."""
    log = Path(os.environ["SOCKETS"])

    def record(event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.__new__":
            with log.open("a") as file:
                print(arguments[1], file=file)

    sys.addaudithook(record)
    return main(sys.argv[2:])


def run_recording_files() -> int:
    """Write the path of every file that Python opens to the file in ``OPENED``."""
    log = os.open(os.environ["OPENED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def record(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            os.write(log, f"{arguments[0]}\n".encode())

    sys.addaudithook(record)
    return main(sys.argv[2:])


def run_with_content(text: str) -> int:
    """Run the program with a journal in memory and content in which every text is ``text``."""
    context = Context(partial(_library, text), local_now, None, Settings())
    context.journal = JournalWorker(lambda: journal_in_memory(local_now))
    app = program.ReflectieApp(context, None)
    app.run()
    context.journal.close()
    return app.return_code or 0


def _library(text: str) -> Library:
    """Return one exercise about a tension field, with a step of nearly every kind."""
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
    exercise = Exercise(id="proef:lijn", title=text, summary=text, fields=(field,), steps=steps)
    return Library(exercises=(exercise,), probes=(text,))


if __name__ == "__main__":
    changes = {
        "frame": lambda: run_app_class(EndsInAFrame),
        "breaks": lambda: run_app_class(Breakable),
        "misreads": lambda: run_app_class(Misreads),
        "full": lambda: run_app_class(OnFullDisk),
        "collects": lambda: run_app_class(SaysWhetherItCollects),
        "sockets": run_recording_sockets,
        "files": run_recording_files,
        "poison": lambda: run_with_content(POISON),
    }
    sys.exit(changes[sys.argv[1]]())
