"""The formats in which a log can be exported. A new format is a module here and its name in this table."""

from collections.abc import Mapping

from reflectie.export.document import Format
from reflectie.export.json import JSON
from reflectie.export.markdown import MARKDOWN

FORMATS: Mapping[str, Format] = {export_format.suffix: export_format for export_format in (MARKDOWN, JSON)}
