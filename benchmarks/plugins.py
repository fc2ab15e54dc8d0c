"""What installed plugins cost: the time that 20 further ones add to finding and loading the connectors.

Run `python benchmarks/plugins.py`. Target: under 50 ms for 20 plugins.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

COUNT = 20
ROUNDS = 9
MODULE = """\
from pathlib import Path
from shopglot.connector import ConnectorDefinition, RawSchema, Resource, hookimpl

@hookimpl
def shopglot_connector():
    here = Path(__file__).parent / "data"
    return ConnectorDefinition(
        id="plugin-{number}", name="Plugin", version="1", mappings=here, schemas=here,
        resources=(Resource("order", "Order", "order.yaml", records=("orders",)),),
        raw_schemas=(RawSchema("order@1", (("orders.json", ""),)),),
    )
"""
MEASURE = """\
import sys, time, shopglot
shopglot.load_connectors().describe()
sys.path.insert(0, sys.argv[1])
started = time.perf_counter()
registry = shopglot.load_connectors()
found = len(registry)
between = time.perf_counter()
states = [info.state for info in registry.describe()]
print((between - started) * 1000, (time.perf_counter() - between) * 1000, states.count("ready"))
"""


def make_plugins(folder: Path, count: int) -> None:
    """Write that many tiny distributions, as an installer would leave them."""
    data = folder / "data"
    data.mkdir()
    (data / "order.yaml").write_text("mapping: 1\n", encoding="utf-8")
    (data / "orders.json").write_text("{}\n", encoding="utf-8")
    for number in range(count):
        info = folder / f"plugin_{number}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: plugin_{number}\nVersion: 1.0\n", encoding="utf-8"
        )
        entry = f"[shopglot.connectors]\nplugin-{number} = bench_plugin_{number}\n"
        (info / "entry_points.txt").write_text(entry, encoding="utf-8")
        (folder / f"bench_plugin_{number}.py").write_text(MODULE.format(number=number), encoding="utf-8")


def measure(folder: Path) -> tuple[float, float, int]:
    """Give milliseconds to find, milliseconds to load, and how many are ready, in a fresh process."""
    output = subprocess.run(  # noqa: S603 - our own interpreter and our own text
        [sys.executable, "-c", MEASURE, str(folder)], capture_output=True, text=True, check=True
    ).stdout
    find, load, ready = output.split()
    return float(find), float(load), int(ready)


def main() -> None:
    """Measure with and without the plugins, and print the medians."""
    for count in (0, COUNT):
        with tempfile.TemporaryDirectory() as name:
            make_plugins(Path(name), count)
            rounds = [measure(Path(name)) for _ in range(ROUNDS)]
        find, load = (median(item[index] for item in rounds) for index in (0, 1))
        print(f"{count:3} more plugins: find {find:6.1f} ms, load {load:6.1f} ms, ready {rounds[0][2]}")


if __name__ == "__main__":
    main()
