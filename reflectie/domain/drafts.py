"""Working text in the place of what is kept: an entry as a person finds it on opening it again."""

from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Draft, Entry, State


def typed(entry: Entry, drafts: tuple[Draft, ...]) -> tuple[Answer, ...]:
    """Working text that did not become an answer (the machine fell out), as the answers it was to be."""
    return tuple(_as_answer(entry, draft) for draft in drafts if draft.text != _said(entry, draft.address))


def whole(entry: Entry, drafts: tuple[Draft, ...]) -> Entry:
    """The entry with what was typed in it."""
    for answer in typed(entry, drafts):
        entry = entry.with_answer(answer)
    return entry


def _as_answer(entry: Entry, draft: Draft) -> Answer:
    answer = entry.answer(draft.address) or Answer(address=draft.address, question=draft.question)
    return replace(answer, text=draft.text, state=State.ANSWERED)


def _said(entry: Entry, address: Address) -> str:
    own = "\n".join(answer.text for answer in entry.chosen(address) if not answer.value)
    answer = entry.answer(address)
    return own or (answer.text if answer else "")
