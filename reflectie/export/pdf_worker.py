"""Compile one PDF in a process of its own: data as JSON on standard input, the PDF on standard output.

Typst keeps what it has laid out in memory until the process ends.
"""

import sys
from pathlib import Path
from typing import Literal

import typst

TEMPLATE = Path(__file__).with_name("pdf_template.typ")

_ACCESSIBLE: Literal["ua-1"] = "ua-1"


def compile_pdf(data: str) -> bytes:
    """Return the PDF of a log. ``data`` is the JSON that the template reads.

    It follows PDF/UA-1 unless a combination of characters cannot be drawn by one font, which that forbids.
    """
    template = TEMPLATE.read_bytes()
    try:
        pdf = typst.compile(
            template, sys_inputs={"data": data}, ignore_system_fonts=True, pdf_standards=_ACCESSIBLE
        )
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        pdf = typst.compile(template, sys_inputs={"data": data}, ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    return pdf


if __name__ == "__main__":
    sys.stdout.buffer.write(compile_pdf(sys.stdin.buffer.read().decode()))
