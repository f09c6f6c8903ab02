"""Puts the compiled content into the wheel, so that an installed program starts without reading YAML."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledContent(BuildHookInterface):
    """A pack with a mistake in it stops the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from reflectie.content.compiled import FILE, compile_content

        path = Path(tempfile.mkdtemp()) / FILE
        path.write_bytes(compile_content())
        build_data["force_include"][str(path)] = f"reflectie/_content/nl/{FILE}"
