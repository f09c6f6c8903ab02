"""Blocks with every kind of drawing. What a user wrote in them begins with a capital."""

import datetime as dt

from reflectie.diagrams.boxes import Box
from reflectie.diagrams.cycle import Cycle
from reflectie.diagrams.people import People, Person, Tie
from reflectie.diagrams.plane import Axis, Plane
from reflectie.diagrams.rings import RingMember, Rings
from reflectie.diagrams.roundabout import Roundabout, RoundaboutExit
from reflectie.diagrams.rucksack import Advice, Rucksack
from reflectie.diagrams.timeline import Timeline, TimelineEvent
from reflectie.diagrams.windows import Windows
from reflectie.domain.field import Aspect
from reflectie.export.document import DiagramBlock, OtherPlacement, PlacementBlock, TrailBlock, TrailMark

TIMELINE = Timeline(
    events=(
        TimelineEvent(text="Melding", date="2024-03", side="professional", kind="fact"),
        TimelineEvent(text="Niemand belt", date="2024-05-12", side="family", kind="emotion"),
        TimelineEvent(text="Ergens"),
    )
)
PEOPLE = People(
    people=(
        Person(key="a", name="Riet", generation="grandparents"),
        Person(key="b", name="Moeder", generation="parents"),
        Person(key="c", name="Buur"),
    ),
    ties=(Tie(ends=("a", "b"), names=("Riet", "Moeder"), tie="tense"),),
)
RINGS = Rings(
    centre="Ik", members=(RingMember(name="Kees", ring="near", tie="close"), RingMember(name="Ada"))
)
STAGES = ("Ervaren", "Duiden", "Kiezen", "Volgen")
CYCLE = Cycle(stages=tuple(Box(name=name, answer="Gedaan") for name in STAGES))
RUCKSACK = Rucksack(advice=(Advice(text="Laat los", giver="Collega"), Advice(text="Hou vol", is_out=True)))
ROUNDABOUT = Roundabout(exits=(RoundaboutExit(text="Bellen", taken="taken"), RoundaboutExit(text="Wachten")))
PLANE = Plane(
    horizontal=Axis(left="Doorgaan", right="Vertragen", value=-40),
    vertical=Axis(left="Jij", right="Wij", value=60),
)
WINDOWS = Windows(about="Haven", windows=tuple(Box(name=name, answer="Gedaan") for name in STAGES))
PLACEMENT = PlacementBlock(
    left="Doorgaan",
    right="Vertragen",
    aspect=Aspect.NOW,
    value=-30,
    others=(OtherPlacement(whose="Regio", value=50), OtherPlacement(whose="School", value=None)),
)
TRAIL = TrailBlock(
    left="Doorgaan",
    right="Vertragen",
    marks=(TrailMark(day=dt.date(2025, 1, 2), value=-50), TrailMark(day=dt.date(2026, 3, 2), value=None)),
)

DRAWINGS = {
    "timeline": (DiagramBlock(name="timeline", data=TIMELINE), ("Melding", "Niemand belt", "Ergens")),
    "people": (DiagramBlock(name="people", data=PEOPLE), ("Riet", "Moeder", "Buur", "gespannen")),
    "rings": (DiagramBlock(name="rings", data=RINGS), ("Ik", "Kees", "Ada", "hecht")),
    "cycle": (DiagramBlock(name="cycle", data=CYCLE), (*STAGES, "Gedaan")),
    "rucksack": (DiagramBlock(name="rucksack", data=RUCKSACK), ("Laat los", "Collega", "Hou vol")),
    "roundabout": (DiagramBlock(name="roundabout", data=ROUNDABOUT), ("Bellen", "Wachten", "al genomen")),
    "plane": (DiagramBlock(name="plane", data=PLANE), ("Doorgaan", "Vertragen", "Jij", "Wij")),
    "windows": (DiagramBlock(name="windows", data=WINDOWS), ("Haven", *STAGES, "Gedaan")),
    "placement": (PLACEMENT, ("Doorgaan", "Vertragen", "Regio", "School")),
    "trail": (TRAIL, ("Doorgaan", "Vertragen", "02-01-2025", "weet ik (nog) niet")),
}
"""Each drawing with texts that it shows."""
