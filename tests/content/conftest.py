"""Small packs for tests: each test writes only the files that it needs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reflectie.content.load import load_packs
from reflectie.domain.errors import ContentError

PACK = "id: proef\ntitle: Een proefpakket\n"

LINE = """\
fields:
  - id: lijn
    left: {name: zout, gloss: wat bewaart}
    right: {name: peper, gloss: wat prikkelt}
"""

Write = Callable[[dict[str, str | bytes]], Path]
Problems = Callable[[str], list[str]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the files of a pack and return its folder; ``pack.yaml`` has a default."""

    def write(files: dict[str, str | bytes]) -> Path:
        folder = tmp_path / "pakket"
        for name, text in {"pack.yaml": PACK, **files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return write


@pytest.fixture
def problems(write: Write) -> Problems:
    """Return the problems of a pack with one exercise ``x.yaml``, without the folder in front."""

    def problems(text: str) -> list[str]:
        folder = write({"x.yaml": text})
        return refused(folder)

    return problems


def refused(folder: Path) -> list[str]:
    """Load a pack that must be refused; return its problems, without the folder in front."""
    with pytest.raises(ContentError) as caught:
        load_packs([folder])
    return [problem.removeprefix(f"{folder}/") for problem in caught.value.problems]


@pytest.fixture
def refusal() -> Callable[[Path], list[str]]:
    return refused


@pytest.fixture
def line() -> str:
    """A tension field, as written in a file."""
    return LINE
