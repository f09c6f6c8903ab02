"""Start reflectie at the password screen; Ctrl+B opens the journal with the given key, without a password.

Usage: ``python app_with_key.py FOLDER KEY``, with the key in hexadecimal.
"""

import sys
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from reflectie.content.compiled import builtin_library
from reflectie.journal.folder import JournalFolder, Settings
from reflectie.journal.opening import open_with_key
from reflectie.journal.worker import JournalWorker
from reflectie.services.context import Context, local_now
from reflectie.services.unlock import Unlock
from reflectie.tui.app import ReflectieApp
from reflectie.tui.security.password_screens import JournalOpened


class AppWithKey(ReflectieApp):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+b", "open_journal", "openen", priority=True)]
    key = b""

    async def action_open_journal(self) -> None:
        assert self.context.folder is not None
        worker = JournalWorker(partial(open_with_key, self.context.folder, self.key, local_now))
        await worker.open()
        self.context.journal = worker
        self.post_message(JournalOpened())


if __name__ == "__main__":
    folder = JournalFolder(Path(sys.argv[1]))
    AppWithKey.key = bytes.fromhex(sys.argv[2])
    app = AppWithKey(Context(builtin_library, local_now, folder, Settings()), Unlock(folder, local_now))
    app.run()
    if app.context.journal:
        app.context.journal.close()
