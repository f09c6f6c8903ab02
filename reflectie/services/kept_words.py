"""The words of entries whose exercise keeps the answer to one question."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from reflectie.domain.entry import EntrySummary
from reflectie.journal.find_entries import texts_at_steps
from reflectie.journal.journal import Journal

KeptSteps = Mapping[str, str]
"""The ids of the steps whose answer is kept, by exercise, as in ``Library.kept_steps``."""

NO_KEPT_STEPS: KeptSteps = MappingProxyType({})


def with_kept_words(
    journal: Journal, kept: KeptSteps, summaries: Iterable[EntrySummary]
) -> tuple[EntrySummary, ...]:
    """Return the entries with the kept answer as their words, where there is one.

    It is looked up each time, so that entries from before the exercise kept an answer follow too.
    """
    summaries = tuple(summaries)
    steps = {summary.id: kept[summary.exercise] for summary in summaries if summary.exercise in kept}
    texts = texts_at_steps(journal, steps) if steps else {}
    return tuple(replace(s, words=texts[s.id]) if s.id in texts else s for s in summaries)
