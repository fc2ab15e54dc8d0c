"""The example of a connector as its own distribution: built, installed beside shopglot, found, and held to its tests.

Nothing is fetched: both wheels are built by the build backend that is here, and the fresh environment finds what
they need where this one has it.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.support.paths import ROOT

EXAMPLE = ROOT / "examples" / "shopglot-woocommerce"
SOURCE = EXAMPLE / "src" / "shopglot_woocommerce"
OFFERED = {"shopglot.connector", "shopglot.errors", "shopglot.testing"}


def _run(*command: str | Path, cwd: Path) -> str:
    names = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SHOPGLOT_"))}
    done = subprocess.run(  # noqa: S603 - the interpreter that runs this test, and one beside it
        [str(word) for word in command], cwd=cwd, env=names, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Both distributions as wheels."""
    folder = tmp_path_factory.mktemp("wheels")
    offline = ("--quiet", "--no-deps", "--no-index", "--no-build-isolation")
    _run(sys.executable, "-m", "pip", "wheel", *offline, "--wheel-dir", folder, ROOT, EXAMPLE, cwd=folder)
    return tuple(sorted(folder.glob("*.whl")))


@pytest.fixture(scope="module")
def python(wheels: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment with both wheels in it."""
    folder = tmp_path_factory.mktemp("fresh")
    _run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    fresh = folder / "bin" / "python"
    offline = ("--quiet", "--no-deps", "--no-index")
    _run(sys.executable, "-m", "pip", "--python", fresh, "install", *offline, *wheels, cwd=folder)
    place = _run(fresh, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    # A folder that is named in such a file is searched, and the files of this kind in it are not read: what is
    # installed there for development does not reach the fresh environment.
    Path(place, "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return fresh


def test_the_wheel_has_its_data_and_no_tests(wheels: tuple[Path, ...]) -> None:
    wheel = next(one for one in wheels if one.name.startswith("shopglot_woocommerce-"))
    names = zipfile.ZipFile(wheel).namelist()
    packed = {name.removeprefix("shopglot_woocommerce/") for name in names if name.startswith("shopglot_woocommerce/")}
    there = {file.relative_to(SOURCE).as_posix() for file in SOURCE.rglob("*") if file.is_file()}
    assert packed == {name for name in there if "__pycache__" not in name}
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"shopglot_woocommerce"}


def test_it_is_found_beside_ours_and_comes_from_its_wheel(python: Path, tmp_path: Path) -> None:
    code = """
import shopglot, shopglot_woocommerce
for info in shopglot.load_connectors(block=[]).describe():
    print(info.id, info.state, info.distribution, info.version)
print(shopglot.__file__)
print(shopglot_woocommerce.__file__)
"""
    *lines, host, connector = _run(python, "-c", code, cwd=tmp_path).splitlines()
    assert lines == ["tiktok ready shopglot 0.1.0", "woocommerce ready shopglot-woocommerce 0.1.0"]
    assert [str(python.parents[1]) in path for path in (host, connector)] == [True, True]


def test_its_mappings_check_and_pass_their_tests_as_installed(python: Path, tmp_path: Path) -> None:
    told = _run(python, "-m", "shopglot", "mapping", "check", "woocommerce", "--strict", cwd=tmp_path)
    assert told.startswith("5 files: 0 errors, 0 warnings; ")
    told = _run(python, "-m", "shopglot", "mapping", "test", "woocommerce", cwd=tmp_path)
    assert " 0 failed;" in told


@pytest.mark.parametrize("file", ["test_contract.py", "test_webhooks.py", "test_errors.py"])
def test_it_passes_its_own_tests_as_installed(python: Path, file: str) -> None:
    _run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"tests/{file}", cwd=EXAMPLE)


def test_it_imports_what_connector_authors_are_offered() -> None:
    imported = {
        (file.name, module)
        for file in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for module in _modules(node)
        if module.partition(".")[0] not in {*sys.stdlib_module_names, "shopglot_woocommerce"}
    }
    assert {module for _, module in imported} <= OFFERED


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


@pytest.mark.parametrize("root", ["core", "unified_models"])
def test_the_host_knows_nothing_of_it(root: str) -> None:
    named = [file for file in (ROOT / root).rglob("*.py") if "woocommerce" in file.read_text(encoding="utf-8").lower()]
    assert named == []
