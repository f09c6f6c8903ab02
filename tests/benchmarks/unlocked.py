"""``python unlocked.py FOLDER KEY``: the screens at the door with the key in hand; Ctrl+B goes through."""

import sys
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from reflectie.content.compiled import builtin_library
from reflectie.journal.folder import Folder
from reflectie.journal.opening import open_with_key
from reflectie.journal.settings import Settings
from reflectie.journal.worker import JournalWorker
from reflectie.tui.app import ReflectieApp, local_clock
from reflectie.tui.desk import Desk
from reflectie.tui.door import Door, DoorOpened


class Unlocked(ReflectieApp):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+b", "enter", "binnen", priority=True)]
    key = b""

    async def action_enter(self) -> None:
        assert self.desk.folder is not None
        worker = JournalWorker(partial(open_with_key, self.desk.folder, self.key, local_clock))
        await worker.open()
        self.desk.journal = worker
        self.post_message(DoorOpened())


if __name__ == "__main__":
    folder = Folder(Path(sys.argv[1]))
    Unlocked.key = bytes.fromhex(sys.argv[2])
    app = Unlocked(Desk(builtin_library, local_clock, folder, Settings()), Door(folder, local_clock))
    app.run()
    if app.desk.journal:
        app.desk.journal.close()
