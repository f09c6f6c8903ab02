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
        from reflectie.content.compiled import COMPILED_LIBRARY, compile_library
        from reflectie.content.load import load_library

        self._folder = TemporaryDirectory()
        path = Path(self._folder.name) / COMPILED_LIBRARY
        path.write_bytes(compile_library(load_library()))
        build_data["force_include"][str(path)] = f"reflectie/_content/nl/{COMPILED_LIBRARY}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self._folder.cleanup()
