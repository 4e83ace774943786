"""Small modules, short functions, complete signatures."""

import ast
import statistics

from tests.architecture import source

MEDIAN, P90, MOST, FUNCTION, TEST_FILE = 60, 160, 400, 40, 400


def test_modules_stay_small() -> None:
    sizes = {path: source.text(path).count("\n") for path in source.modules()}
    lengths = sorted(size for size in sizes.values() if size)
    median, p90 = statistics.median(lengths), statistics.quantiles(lengths, n=10)[-1]

    print(
        f"{len(lengths)} modules: median {median:.0f}, p90 {p90:.0f}, longest {lengths[-1]} lines"
    )

    assert [source.short(path) for path, size in sizes.items() if size > MOST] == []
    assert median <= MEDIAN
    assert p90 <= P90


def test_functions_fit_on_a_screen() -> None:
    long = [
        f"{source.short(path)}:{node.lineno} {node.name}"
        for path in source.modules()
        for node in source.functions(path)
        if (node.end_lineno or 0) - node.lineno + 1 > FUNCTION
    ]

    assert long == []


def test_test_files_stay_readable() -> None:
    long = [
        source.short(path)
        for path in (source.ROOT / "tests").rglob("*.py")
        if source.text(path).count("\n") > TEST_FILE
    ]

    assert long == []


def test_every_signature_is_annotated() -> None:
    bare = [
        f"{source.short(path)}:{node.lineno} {node.name}"
        for path in source.modules()
        for node in source.functions(path)
        if not is_annotated(node)
    ]

    assert bare == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        source.short(path)
        for path in source.modules()
        if source.tree(path).body and not ast.get_docstring(source.tree(path))
    ]

    assert silent == []


def is_annotated(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether every argument but ``self`` and ``cls``, and the result, have a type."""
    given = node.args
    optional = [argument for argument in (given.vararg, given.kwarg) if argument]
    arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs, *optional]
    bare = [a.arg for a in arguments if a.annotation is None and a.arg not in {"self", "cls"}]
    return not bare and node.returns is not None
