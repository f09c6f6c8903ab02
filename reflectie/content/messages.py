"""The Dutch messages about files, YAML syntax and packs."""

import errno
import unicodedata

from reflectie.domain.text import shorten

EMPTY_FILE = "dit bestand is leeg. Zet er inhoud in of haal het weg."

TOO_LARGE = "dit bestand is te groot (meer dan 200.000 tekens). Verdeel het over meer bestanden."

TOO_MANY_NODES = "dit bestand heeft te veel onderdelen (meer dan 20.000). Verdeel het over meer bestanden."

NOT_UTF8 = "hier staat een teken dat geen UTF-8 is. Bewaar het bestand in je editor als UTF-8."

TAB = "hier staat een tab. YAML springt in met spaties; vervang de tab door spaties."

ANCHOR = (
    "ankers en verwijzingen (& en *) mogen niet. Schrijf de tekst uit, "
    "of zet er aanhalingstekens om als het teken bij de tekst hoort."
)

TAG = "een tag (!) mag niet. Haal hem weg, of zet er aanhalingstekens om als hij bij de tekst hoort."

SECOND_DOCUMENT = "hier begint een tweede document (---). Zet er één per bestand."

TOO_DEEP = "dit is te diep genest (meer dan 20 lagen)."

KEY_NOT_TEXT = "een sleutel moet tekst zijn, zoals in 'title: …'."

UNCLEAR = "hier klopt iets niet. Kijk naar het inspringen, de dubbele punten en de aanhalingstekens."

_YAML_PROBLEMS = {
    "mapping values are not allowed": (
        "hier staat een dubbele punt die niet past. Hoort hij bij de tekst, "
        "zet de tekst dan tussen aanhalingstekens of onder '>-'."
    ),
    "sequence entries are not allowed": "een streepje van een lijst hoort op een eigen regel.",
    "cannot start any token": "een tekst kan niet met dit teken beginnen. Zet er aanhalingstekens om.",
    "unexpected end of stream": "deze aanhalingstekens worden nergens gesloten. Zet er nog een aan het eind.",
    "unknown escape character": (
        "na een \\ tussen dubbele aanhalingstekens staat een onbekend teken. Schrijf \\\\ voor een gewone \\."
    ),
    "',' or ']'": "een [ wordt niet goed gesloten. Zet komma's tussen de delen en een ] aan het eind.",
    "',' or '}'": "een { wordt niet goed gesloten. Zet komma's tussen de delen en een } aan het eind.",
    "parsing a block collection": (
        "hier hoort een streepje van de lijst erboven. Kijk of de regel goed inspringt."
    ),
    "parsing a block mapping": "hier hoort een sleutel. Kijk of de regel even ver inspringt als die erboven.",
    "expected ':'": "hier mist een dubbele punt na de sleutel.",
    "document start": "deze regel past niet bij de rest. Kijk of hij even ver inspringt als die erboven.",
}


def shorten_word(text: object) -> str:
    """Shorten a word of the file for a message, on one line."""
    return shorten(str(text), 40)


def yaml_message(problem: str) -> str:
    """Translate a message of PyYAML's own parser, including its context."""
    matches = (message for english, message in _YAML_PROBLEMS.items() if english in problem)
    return next(matches, UNCLEAR)


def is_unclosed(problem: str) -> bool:
    """Whether something was opened and not closed, so that its start is the place to report."""
    return any(text in problem for text in ("',' or ']'", "',' or '}'", "unexpected end of stream"))


def unsafe_character(character: str) -> str:
    """Report a character that a terminal would obey, or that hides other text."""
    name = unicodedata.name(character, "stuurteken")
    return f"hier staat een onzichtbaar teken (U+{ord(character):04X}, {name}). Haal het weg."


def duplicate_key(key: str, line: int) -> str:
    first = f"de eerste staat op regel {line}"
    return f"de sleutel '{shorten_word(key)}' staat hier voor de tweede keer; {first}. Houd er één."


def unreadable_file(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "dit bestand is er niet. Kijk of het pad klopt."
        case IsADirectoryError():
            return "dit is een map, geen bestand."
        case PermissionError():
            return "dit bestand mag niet gelezen worden. Kijk naar de rechten."
        case OSError(errno=errno.ELOOP):
            return "dit is een verwijzing die bij zichzelf uitkomt. Haal haar weg."
        case _:
            return "dit bestand is niet te lezen."


NOT_A_FILE = "dit is geen gewoon bestand. Haal het weg uit de map."

NOT_A_FOLDER = "dit is een bestand. Een pakket is een map met een pack.yaml; geef die map."

UNREADABLE_FOLDER = "deze map mag niet gelezen worden. Kijk naar de rechten."

TOO_MANY_FILES = "in deze map staat te veel voor een pakket. Kijk of het de goede map is."

PACK_TOO_LARGE = "dit pakket is te groot (meer dan vier miljoen tekens). Verdeel het over meer pakketten."

TOO_MANY_PROBLEMS = "er is te veel mis om alles te noemen. Begin met wat hierboven staat."

NO_FOLDER = "deze map is er niet. Kijk of het pad klopt; een pakket is een map met een pack.yaml."

NO_PACK_FILE = "in deze map staat geen pack.yaml. Maak er een met minstens 'id' en 'title'."


def duplicate_pack(name: str) -> str:
    return f"er is al een pakket met de id '{shorten_word(name)}'. Kies een andere id."
