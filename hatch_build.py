"""Compile the content into the wheel, so that an installed program starts without reading YAML."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledContent(BuildHookInterface):
    """Adds the compiled content to the wheel. A mistake in the content stops the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from reflectie.content.compiled import compile_library
        from reflectie.content.load import load_library

        self._folder = TemporaryDirectory()
        for name, content in compile_library(load_library()).items():
            path = Path(self._folder.name) / name
            path.write_bytes(content)
            build_data["force_include"][str(path)] = f"reflectie/_content/nl/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self._folder.cleanup()
