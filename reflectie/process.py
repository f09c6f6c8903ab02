"""Harden the process: private files, no core dumps, no user text in error reports."""

import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType

PRIVATE_UMASK = 0o077
"""The umask: whatever is made, also by a library, is for this user only."""

_PR_SET_DUMPABLE = 4  # linux/prctl.h

_MAX_FRAMES = 8


def harden_process() -> None:
    """Called before anything else, so that all that follows runs under it."""
    os.umask(PRIVATE_UMASK)
    _disable_core_dumps()
    sys.excepthook = _report_exception
    sys.unraisablehook = _report_unraisable


def traceback_without_text(kind: type[BaseException] | None, trace: TracebackType | None) -> str:
    """An error in the program without its message and without locals: those can hold what people wrote."""
    frames = [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    name = kind.__name__ if kind else "onbekend"
    return "\n".join([f"Voor wie het programma maakt: {name}", *frames[-_MAX_FRAMES:]])


def disable_logging() -> None:
    """Lets no library write a line about what it meets: asyncio puts the message of an error in it."""
    import logging

    logging.disable(logging.CRITICAL)


def disable_memory_access() -> None:
    """On Linux: no dump by whatever the system has for that, and no look inside by a user's other programs.

    Not for the command line: under it a file such as /dev/stdout, or one that a shell makes of another
    program, cannot be opened by its name.
    """
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _disable_core_dumps() -> None:
    """No core file when the program falls over."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _report_exception(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    _write_error(
        "Er ging iets mis in reflectie. Wat bewaard was is er nog.\n" + traceback_without_text(kind, trace)
    )


def _report_unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    _write_error(traceback_without_text(unraisable.exc_type, unraisable.exc_traceback))


def _write_error(words: str) -> None:
    with suppress(OSError, ValueError, AttributeError):  # nowhere left to say it
        sys.stderr.write(words + "\n")
