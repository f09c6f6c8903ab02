"""The formats in which a log can be exported.

A new format is a module here with a function ``write(log) -> bytes``, and a line in this table.
"""

from collections.abc import Callable, Mapping
from importlib import import_module

from reflectie.export.document import Format, Log


def _writer(module: str) -> Callable[[Log], bytes]:
    """The function ``write`` of a module, which is imported when something is written."""

    def write(log: Log) -> bytes:
        content: bytes = import_module(f"reflectie.export.{module}").write(log)
        return content

    return write


FORMATS: Mapping[str, Format] = {
    export_format.suffix: export_format
    for export_format in (
        Format("md", "Markdown", _writer("markdown")),
        Format("docx", "Word", _writer("word")),
        Format("pdf", "PDF", _writer("pdf"), max_entries=300),
        Format("json", "JSON, compleet", _writer("json"), has_forms=False),
        Format("csv", "Excel, alleen de tekens op de lijnen", _writer("csv"), has_forms=False),
    )
}
