"""The source of the house as text and as syntax trees, for tests that hold the code to its manners."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from forum.config import PROJECT


@dataclass(frozen=True)
class Source:
    """A file of the project; ``name`` is its path from the top, with forward slashes."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(PROJECT).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)

    @property
    def floor(self) -> str:
        """``"web"`` for ``forum/web/posts/views.py``, ``"db"`` for ``forum/db.py``."""
        return Path(self.name).parts[1].removesuffix(".py")

    def at(self, node: ast.AST) -> str:
        return f"{self.name}:{getattr(node, 'lineno', '?')}"

    def walk(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))


@cache
def python(*folders: str) -> tuple[Source, ...]:
    """Every Python file below the folders (from the top of the project)."""
    return tuple(
        Source(path)
        for folder in folders
        for path in sorted((PROJECT / folder).rglob("*.py"))
        if "__pycache__" not in path.parts
    )


@cache
def files(folder: str, *suffixes: str) -> tuple[Source, ...]:
    """Every file below the folder with one of these endings, but what others made (``static/vendor``)."""
    return tuple(
        Source(path)
        for path in sorted((PROJECT / folder).rglob("*"))
        if path.suffix in suffixes and "vendor" not in path.parts
    )


def dotted(node: ast.AST) -> str:
    """``a.b.c`` of a chain of names; "" where it is something else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        above = dotted(node.value)
        return f"{above}.{node.attr}" if above else f".{node.attr}"
    return ""


def imported(source: Source) -> set[str]:
    """The names of all modules that the file imports."""
    names: set[str] = set()
    for node in source.walk(ast.Import, ast.ImportFrom):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@cache
def docstrings(source: Source) -> set[int]:
    """The ids of the nodes that are docstrings: words about the code, not part of it."""
    return {
        id(node.body[0].value)
        for node in source.walk(ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }
