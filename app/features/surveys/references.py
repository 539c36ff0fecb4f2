"""Whether conditions make sense, one by one: what they refer to exists, stands earlier, and can be asked that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.core.errors import FieldError
from app.features.surveys.conditions import Answered, Atom, Condition, Gate, Includes, atom_paths, atoms_in
from app.features.surveys.questions import AnswerRejected, Question
from app.features.surveys.sections import Section, gates_of


def reference_problems(questions: Sequence[Question], sections: Sequence[Section]) -> Iterator[FieldError]:
    """A problem for each atom of each condition that cannot be meant; the paths start at the content."""
    places = {question.id: position for position, question in enumerate(questions)}
    by_id = {question.id: question for question in questions}
    needs = {gate.question: _asked_by(gate) for gate in gates_of(questions, sections)}
    for path, first, gated, condition in _conditions(questions, sections, places):
        for where, atom in atom_paths(condition, path):
            if atom.question not in by_id:
                yield FieldError("There is no such question.", "unknown_question", f"{where}.question")
            elif places[atom.question] >= first:
                yield _not_earlier(atom.question, gated, needs, f"{where}.question")
            else:
                yield from _misfit(by_id[atom.question], atom, where)


def _conditions(
    questions: Sequence[Question], sections: Sequence[Section], places: Mapping[str, int]
) -> Iterator[tuple[str, int, tuple[str, ...], Condition]]:
    """Each condition: its path, the place that what it asks about must be before, and the questions it gates."""
    for position, question in enumerate(questions):
        if question.show_if is not None:
            yield f"questions.{position}.show_if", position, (question.id,), question.show_if
    for position, section in enumerate(sections):
        placed = [places[question] for question in section.questions if question in places]
        if section.show_if is not None and placed:
            yield f"sections.{position}.show_if", min(placed), section.questions, section.show_if


def _asked_by(gate: Gate) -> list[str]:
    return [atom.question for condition in gate.conditions for atom in atoms_in(condition)]


def _not_earlier(asked: str, gated: Sequence[str], needs: Mapping[str, list[str]], field: str) -> FieldError:
    path = _path(asked, gated, needs)
    if path is None:
        return FieldError("This question is asked only later.", "asked_later", field)
    return FieldError(f"This goes in a circle: {' → '.join((path[-1], *path))}.", "circle", field)


def _path(start: str, targets: Sequence[str], needs: Mapping[str, list[str]]) -> list[str] | None:
    """From ``start`` along what each question hangs on to one of ``targets``, the shortest way."""
    ways, seen = [[start]], {start}
    for way in ways:
        if way[-1] in targets:
            return way
        for following in needs.get(way[-1], ()):
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return None


def _misfit(question: Question, atom: Atom, path: str) -> Iterator[FieldError]:
    """Whether the atom can be asked of this type of question, and what it compares with can be an answer."""
    operator = str(atom.__struct_config__.tag)
    if operator not in question.operators:
        yield FieldError("This cannot be asked of answers to this type of question.", "wrong_operator", f"{path}.op")
    elif isinstance(atom, Includes):
        if atom.option not in _options_of(question):
            yield FieldError("This option does not exist.", "unknown_option", f"{path}.option")
    elif not isinstance(atom, Answered):
        try:
            question.check(atom.value)
        except AnswerRejected as rejected:
            yield FieldError("No answer can be this.", rejected.code, f"{path}.value")


def _options_of(question: object) -> set[str]:
    """What can be chosen: the columns where there are rows, else the options."""
    return {option.id for option in getattr(question, "columns", ()) or getattr(question, "options", ())}
