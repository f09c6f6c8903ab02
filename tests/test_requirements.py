"""The locked requirements agree with pyproject.toml on every supported system and Python."""

import itertools
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
FILES = {name: ROOT / "requirements" / f"{name}.txt" for name in ("run", "test", "namen")}
LOCKS = {name: path.read_text(encoding="utf-8") for name, path in FILES.items()}
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

PYTHONS = ("3.11", "3.12", "3.13")
MACHINES = (
    ("linux", "x86_64"),
    ("linux", "aarch64"),
    ("darwin", "x86_64"),
    ("darwin", "arm64"),
    ("win32", "AMD64"),
)

Environment = dict[str, str]


def environments() -> list[Environment]:
    """The values for the markers of a requirement, for each Python on each kind of machine."""
    return [
        {
            "python_version": python,
            "python_full_version": f"{python}.0",
            "sys_platform": system,
            "platform_machine": machine,
            "platform_python_implementation": "CPython",
            "implementation_name": "cpython",
        }
        for python, (system, machine) in itertools.product(PYTHONS, MACHINES)
    ]


def pins(lock: str) -> list[Requirement]:
    """The packages of a lock, each at one version, without their hashes."""
    return [Requirement(line) for line in re.findall(r"^(\S+==[^\\\n]+?) ?\\?$", LOCKS[lock], re.MULTILINE)]


def direct_requirements(lock: str) -> list[Requirement]:
    """What pyproject.toml requires to build and to run, and for another lock also the extra of that name."""
    lines = [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"]]
    if lock != "run":
        lines += PROJECT["project"]["optional-dependencies"][lock]
    return [Requirement(line) for line in lines]


def applies(requirement: Requirement, environment: Environment) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(environment)


def versions(lock: str, environment: Environment) -> dict[str, str]:
    """The version of each package that a lock installs in an environment. Fails when there are two of one."""
    found = [pin for pin in pins(lock) if applies(pin, environment)]
    version = {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in found}
    assert len(version) == len(found)
    return version


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_every_direct_dependency_within_its_range(lock: str) -> None:
    for environment in environments():
        locked = versions(lock, environment)
        wanted = [r for r in direct_requirements(lock) if applies(r, environment)]
        missing = [str(r) for r in wanted if canonicalize_name(r.name) not in locked]
        outside = [str(r) for r in wanted if locked.get(canonicalize_name(r.name)) not in r.specifier]
        assert (missing, outside) == ([], []), environment


@pytest.mark.parametrize("lock", ["test", "namen"])
def test_an_extra_keeps_the_versions_that_a_user_gets(lock: str) -> None:
    for environment in environments():
        assert versions("run", environment).items() <= versions(lock, environment).items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_in_a_lock_has_its_hashes(lock: str) -> None:
    parts = re.split(r"^(?=\S+==)", LOCKS[lock], flags=re.MULTILINE)[1:]
    assert len(parts) == len(pins(lock))
    assert [part for part in parts if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", part)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_and_installs_only_wheels(lock: str) -> None:
    assert "//" not in LOCKS[lock]
    options = re.findall(r"^-.*", LOCKS[lock], re.MULTILINE)
    assert options == ["--only-binary :all:"]


def test_the_locked_build_back_end_is_the_one_that_builds() -> None:
    build_only = set(PROJECT["build-system"]["requires"]) - set(PROJECT["project"]["dependencies"])
    assert build_only == set(PROJECT["dependency-groups"]["build"])


@pytest.mark.parametrize("lock", LOCKS)
def test_contributing_has_the_command_that_made_a_lock(lock: str) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").replace("\\\n", "")
    made = re.search(r"^# +(uv pip compile .*)$", LOCKS[lock], re.MULTILINE)
    assert made
    commands = [line.replace("--upgrade ", "") for line in text.splitlines()]
    assert " ".join(made[1].split()) in [" ".join(line.split()) for line in commands]


def test_the_extra_for_names_is_installed_from_its_lock() -> None:
    text = (ROOT / "docs" / "sporen.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"```sh\n(.*?)\n```", text, re.DOTALL)
    assert command == ".venv/bin/pip install --require-hashes -r requirements/namen.txt"


@pytest.mark.parametrize("lock", ["run", "test"])
def test_the_readme_installs_nothing_outside_a_lock(lock: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = next(
        block for block in re.findall(r"```sh\n(.*?)```", readme, re.DOTALL) if f"{lock}.txt" in block
    )
    installs = re.findall(r"pip install (.*?) &&", command)
    assert f"--require-hashes -r requirements/{lock}.txt" in installs[0]
    assert all("--no-build-isolation --no-deps" in install for install in installs[1:])
    assert len(installs) == 2
