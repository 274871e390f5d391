"""The mutants of a module: each has one comparison, boolean operator, `not` or bound changed."""

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import partial

FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
}  # fmt: skip
BOUND_NAMES = ("MAX_", "MIN_")
PossibleChange = tuple[int, str, Callable[[], object]]  # line, name, and the function that makes the change


@dataclass(frozen=True)
class Mutant:
    """A module with one change: its file, the line, kind and number of the change, and its whole source."""

    file: str
    line: int
    change: str
    number: int
    source: str


def find_mutants(source: str, file: str = "") -> list[Mutant]:
    """Return every mutant of a module in the order of its lines."""
    return [make_mutant(source, file, number) for number in numbers_of_changes(source)]


def make_mutant(source: str, file: str, number: int) -> Mutant:
    """Return the mutant of a module with the change of this number."""
    tree = ast.parse(source)
    line, change, apply = list(_changes(tree))[number]
    apply()
    return Mutant(file, line, change, number, ast.unparse(ast.fix_missing_locations(tree)))


def changed_tree(source: str, number: int) -> ast.Module:
    """Return the tree of a module with the change of this number; each node keeps its line."""
    tree = ast.parse(source)
    _line, _change, apply = list(_changes(tree))[number]
    apply()
    return ast.fix_missing_locations(tree)


def numbers_of_changes(source: str) -> list[int]:
    """Return the number of each possible change in the order of the lines."""
    lines = [line for line, _change, _apply in _changes(ast.parse(source))]
    return sorted(range(len(lines)), key=lines.__getitem__)


def _changes(tree: ast.AST) -> Iterator[PossibleChange]:
    """Yield each possible change of a tree."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            yield from _changes_of_comparison(node)
        elif isinstance(node, ast.BoolOp):
            other = ast.Or if isinstance(node.op, ast.And) else ast.And
            names = "and -> or" if other is ast.Or else "or -> and"
            yield node.lineno, names, partial(setattr, node, "op", other())
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node.lineno, "not removed", partial(_replace, tree, node, node.operand)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _changes_of_bound(node)


def _changes_of_comparison(node: ast.Compare) -> Iterator[PossibleChange]:
    if isinstance(node.left, ast.Name) and node.left.id == "__name__":
        return
    for place, operator in enumerate(node.ops):
        other = FLIPPED[type(operator)]
        name = f"{type(operator).__name__} -> {other.__name__}"
        yield node.lineno, name, partial(node.ops.__setitem__, place, other())
    for operand in (node.left, *node.comparators):
        if (number := _number_in(operand)) is not None:
            name = f"{number} -> {number + 1}"
            yield operand.lineno, name, partial(setattr, operand, "value", number + 1)


def _changes_of_bound(node: ast.Assign | ast.AnnAssign) -> Iterator[PossibleChange]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    number = _number_in(node.value)
    if any(name.startswith(BOUND_NAMES) for name in names) and number is not None:
        raised = number + 1
        yield node.lineno, f"{names[0]} = {number} -> {raised}", partial(setattr, node.value, "value", raised)


def _number_in(node: ast.expr | None) -> int | float | None:
    """Return the number that `node` is, None where it is another expression; True and False are not numbers."""
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
        return None
    return node.value if isinstance(node.value, int | float) else None


def _replace(tree: ast.AST, old: ast.expr, new: ast.expr) -> None:
    """Put `new` where `old` is in the tree."""
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, deepcopy(new))
            elif isinstance(value, list) and any(item is old for item in value):
                setattr(parent, name, [deepcopy(new) if item is old else item for item in value])
