"""Find names of people with the optional package ``deduce``, which runs in a process of its own.

It takes long to load and much memory. It looks nothing up elsewhere.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from reflectie.domain.errors import ReflectieError
from reflectie.domain.traces import Trace, TraceKind

WORKER_COMMAND = (sys.executable, "-P", "-m", "reflectie.services.name_worker")
"""-P: a folder ``reflectie`` where the user happens to be is not this program."""


def can_find_names() -> bool:
    """Whether the optional package is installed."""
    return find_spec("deduce") is not None


def find_names(texts: Sequence[str]) -> tuple[tuple[Trace, ...], ...]:
    """Return the names in each text. The first time it takes minutes.

    Raises:
        ReflectieError: the process failed.
    """
    data = json.dumps(list(texts)).encode()
    try:
        result = subprocess.run(WORKER_COMMAND, input=data, capture_output=True, check=False)  # noqa: S603
        spans = json.loads(result.stdout) if not result.returncode else None
    except (OSError, ValueError) as error:
        raise _cannot_find_names() from error
    if spans is None:
        raise _cannot_find_names()
    return tuple(
        tuple(Trace(kind=TraceKind.NAME, text=text[start:end], start=start, end=end) for start, end in found)
        for text, found in zip(texts, spans, strict=True)
    )


def _cannot_find_names() -> ReflectieError:
    return ReflectieError(
        "Namen zoeken lukt niet op deze computer. Er is niets geschreven. "
        "Zet de namen zelf in een lijst en geef die mee met --woorden."
    )
