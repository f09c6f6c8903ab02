"""Find names of people in a process of its own, with the optional package ``deduce``.

Texts come in as a JSON list on standard input. For each a list of (start, end) goes to standard output.
"""

import json
import logging
import sys

from deduce import Deduce

_PERSON_TAGS = ("persoon", "patient")


def find_spans(texts: list[str]) -> list[list[tuple[int, int]]]:
    """Return the parts of each text that are names of people."""
    deduce = Deduce()
    spans = []
    for text in texts:
        annotations = deduce.deidentify(text).annotations
        spans.append(sorted((a.start_char, a.end_char) for a in annotations if a.tag in _PERSON_TAGS))
    return spans


if __name__ == "__main__":
    logging.disable()
    print(json.dumps(find_spans(json.load(sys.stdin))))  # noqa: T201 - the result of this process
