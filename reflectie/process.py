"""Harden the process: private files, no core dumps, no user text in error reports."""

import logging
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

PRIVATE_UMASK = 0o077
"""Files and folders, also those that a library creates, are for this user only."""

_PR_SET_DUMPABLE = 4  # linux/prctl.h

_MAX_FRAMES = 8


def harden_process() -> None:
    """Set the umask, disable core dumps and replace the hooks that print errors. Call this first."""
    os.umask(PRIVATE_UMASK)
    _disable_core_dumps()
    sys.excepthook = _report_exception
    sys.unraisablehook = _report_unraisable


def traceback_without_text(kind: type[BaseException] | None, trace: TracebackType | None) -> str:
    """Format an error without its message and locals, which can hold what the user wrote."""
    frames = [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    name = kind.__name__ if kind else "onbekend"
    return "\n".join([f"Voor wie het programma maakt: {name}", *frames[-_MAX_FRAMES:]])


def disable_logging() -> None:
    """Disable the logging of all libraries: asyncio logs error messages, which can hold user text."""
    logging.disable(logging.CRITICAL)


def disable_memory_access() -> None:
    """On Linux, prevent crash dumps, and other programs of this user from reading the memory.

    Commands must not call this: a process with this protection cannot open /dev/stdout or /dev/fd/N, through
    which a shell passes the output of another program.
    """
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _disable_core_dumps() -> None:
    if resource is None:
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _report_exception(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    _write_error(
        "Er ging iets mis in reflectie. Wat bewaard was, is er nog. Start opnieuw om verder te gaan.\n"
        + traceback_without_text(kind, trace)
    )


def _report_unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    _write_error(traceback_without_text(unraisable.exc_type, unraisable.exc_traceback))


def _write_error(text: str) -> None:
    with suppress(OSError, ValueError, AttributeError):  # standard error is closed
        sys.stderr.write(text + "\n")
