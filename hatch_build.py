"""Puts the compiled content into the wheel, so that an installed program starts without reading YAML."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledContent(BuildHookInterface):
    """A pack with a mistake in it stops the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from reflectie.content.compiled import FILE, compile_content

        self._folder = TemporaryDirectory()
        path = Path(self._folder.name) / FILE
        path.write_bytes(compile_content())
        build_data["force_include"][str(path)] = f"reflectie/_content/nl/{FILE}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self._folder.cleanup()
