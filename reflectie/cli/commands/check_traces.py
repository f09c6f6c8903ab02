"""The check for traces of people on the command line, before an export is written."""

import argparse
from pathlib import Path

from reflectie.cli.console import Console
from reflectie.domain.errors import ReflectieError, os_error_reason
from reflectie.domain.text import clean, fold
from reflectie.domain.text_layout import one_line
from reflectie.domain.traces import NO_CHECK_IS_COMPLETE, OMITTED, REPLACEMENTS
from reflectie.export.document import Log
from reflectie.services.names import can_find_names, find_names
from reflectie.services.trace_check import Finding, Replacements, find_in_log, parse_word_list, replace_in_log

_CHOICES = {"w": OMITTED, **{str(number): text for number, text in enumerate(REPLACEMENTS[1:], 1)}}

_QUESTION = (
    "Enter: laten staan · w: weglaten · "
    + " · ".join(f"{key}: {text}" for key, text in _CHOICES.items() if key != "w")
    + " · of typ wat er moet staan. Zet er ! voor om het overal te doen: "
)


def check_traces(options: argparse.Namespace, log: Log, console: Console) -> Log | None:
    """Show the findings and return the log with what the user replaced.

    With ``--controleer`` a user in a terminal is asked about each finding if something is to be written.
    Without a terminal nothing is written as long as there are findings: return None.

    Raises:
        ReflectieError: the list of words cannot be read, or the search for names fails.
    """
    words, known = parse_word_list(_read_words(options.woorden)) if options.woorden else ((), {})
    is_thorough = options.controleer and can_find_names()
    if is_thorough:
        console.print_message("Namen zoeken; de eerste keer duurt dat een paar minuten …")
    findings = find_in_log(log, words, find_names if is_thorough else None)
    replacements = Replacements(everywhere=known)
    if options.controleer:
        open_findings = [finding for finding in findings if replacements.text_for(finding) is None]
        if not options.naar or not console.is_interactive:
            _print_findings(open_findings, console)
            if open_findings and options.naar:
                console.print_message("Er is niets geschreven: hier is niemand om te kiezen.")
                return None
        else:
            replacements = _ask_replacements(open_findings, replacements, console)
        console.print_message(_summary(len(open_findings), is_thorough))
    return replace_in_log(log, findings, replacements)


def _read_words(name: str) -> str:
    try:
        return clean(Path(name).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeError) as error:
        reason = os_error_reason(error) if isinstance(error, OSError) else "het is geen tekst in UTF-8"
        raise ReflectieError(f"{name} lezen lukt niet: {reason}. Er is niets geschreven.") from error


def _print_findings(findings: list[Finding], console: Console) -> None:
    for finding in findings:
        console.write(f"{_describe(finding)}\n")


def _describe(finding: Finding) -> str:
    kind, text = finding.trace.kind.value, one_line(finding.trace.text)
    return f"{kind} · {finding.label} · {one_line(f'{finding.before}«{text}»{finding.after}')}"


def _summary(count: int, has_names: bool) -> str:
    found = "1 spoor gevonden" if count == 1 else f"{count or 'Geen'} sporen gevonden"
    names = "" if has_names else " Namen vindt alleen een eigen lijst (--woorden)."
    return f"{found}. {NO_CHECK_IS_COMPLETE}{names}"


def _ask_replacements(findings: list[Finding], replacements: Replacements, console: Console) -> Replacements:
    for number, finding in enumerate(findings, 1):
        if replacements.text_for(finding) is not None:
            continue  # replaced everywhere a moment ago
        console.write(f"\n{number}/{len(findings)} {_describe(finding)}\n")
        answer = clean(console.ask(_QUESTION)).strip()
        is_everywhere, choice = answer.startswith("!"), answer.removeprefix("!").strip()
        if choice:
            text = _CHOICES.get(fold(choice), choice)
            replacements = replacements.with_finding(finding, text, is_everywhere)
    return replacements
