"""A made-up journal of five years, the same every time: for tests and pictures of looking back."""

import datetime as dt
import random
from collections.abc import Iterator

from reflectie.domain.entry import Address, Answer, AnswerState, Entry, Placement
from reflectie.domain.exercise import Library
from reflectie.domain.field import Aspect, TensionField
from reflectie.journal import situations
from reflectie.journal.entry_details import set_tags
from reflectie.journal.journal import Journal

SITUATIONS = ("de lange trap", "het volle schrift", "de dinsdagtafel", "de blauwe deur")

_SENTENCES = (
    "Ik merkte dat ik harder praatte dan de vader.",
    "Het plan lag er al voor ik iets gevraagd had.",
    "Ze keek naar buiten en ik heb haar laten kijken.",
    "Drie keer gebeld, en niemand wist wie het zou doen.",
    "In de auto terug wist ik pas wat ik had willen zeggen.",
    "Het werd stil, en voor één keer heb ik dat zo gelaten.",
    "Op papier klopte alles. Aan tafel zat iedereen er alleen.",
    "Ik was bang dat het mis zou gaan en hield het daarom klein.",
)


def fill_five_years(journal: Journal, library: Library, today: dt.date, entries: int = 260) -> None:
    """Save this many entries, spread over five years up to ``today``, with situations and tags."""
    chance = random.Random(7)
    own = [situations.create_situation(journal, name) for name in SITUATIONS]
    for number in range(entries):
        day = today - dt.timedelta(days=(entries - 1 - number) * 5 * 365 // entries)
        field = library.core_fields[chance.randrange(6)]
        situation = chance.choice([None, *own])
        entry = _entry(number, day, field, chance, situation.id if situation else None)
        journal.save(entry, entry.answers, entry.placements)
        if number % 9 == 0:
            set_tags(journal, entry.id, [chance.choice(["vertragen", "vieren", "team"])])


def _entry(
    number: int, day: dt.date, field: TensionField, chance: random.Random, situation: str | None
) -> Entry:
    begun = dt.datetime.combine(day, dt.time(20), dt.UTC)
    return Entry(
        id=f"01a00000-0000-7000-8000-{number:012}",
        exercise=f"kern:sv{field.number}",
        title=f"{field.left.name} en {field.right.name}",
        day=day,
        begun=begun,
        closed=begun + dt.timedelta(minutes=4),
        answers=tuple(_answers(chance)),
        placements=tuple(_placements(number, day, field, chance)),
        situation=situation,
    )


def _answers(chance: random.Random) -> Iterator[Answer]:
    text = " ".join(chance.sample(_SENTENCES, k=chance.randint(1, 3)))
    yield Answer(address=Address(step="reden"), question="Wat maakt dat dit jouw plek is?", text=text)
    step = Answer(address=Address(step="stap"), question="Wat doe je morgen?", yields="intention")
    if chance.random() < 0.3:
        yield Answer(address=step.address, question=step.question, state=AnswerState.UNKNOWN)
    else:
        yield Answer(
            address=step.address,
            question=step.question,
            text="Eerst vragen hoe het daar is.",
            yields="intention",
            knows=chance.choice(["head", "heart", "hands"]),
        )


def _placements(number: int, day: dt.date, field: TensionField, chance: random.Random) -> Iterator[Placement]:
    """A mark for now, a step away from where the trail was; by nature the first time."""
    drift = 70 * (1 if number % 80 < 40 else -1)
    value = max(-100, min(100, drift + chance.randint(-35, 35)))
    for aspect, step in ((Aspect.NOW, "nu"), (Aspect.NATURE, "plaats")):
        if aspect is Aspect.NOW or number % 40 == 0:
            yield Placement(
                address=Address(step=step),
                field=field.id,
                left=field.left.name,
                right=field.right.name,
                aspect=aspect,
                value=None if chance.random() < 0.1 else value // (1 if aspect is Aspect.NOW else 2),
                day=day,
            )
