"""What installed plugins cost: the time that 20 further ones add to `shopglot connectors`, the whole process.

Run `python benchmarks/plugins.py`. Target: under 50 ms for 20 plugins, each with a mapping that is checked.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

COUNT = 20
ROUNDS = 15
LIMIT = 50.0
MODULE = """\
from pathlib import Path
from shopglot.connector import ConnectorDefinition, RawSchema, Resource, hookimpl

@hookimpl
def shopglot_connector():
    here = Path(__file__).parent / "data"
    return ConnectorDefinition(
        id="plugin-{number}", name="Plugin", version="1", mappings=here, schemas=here,
        resources=(Resource("store", "Store", "store.yaml", records=("stores",)),),
        raw_schemas=(RawSchema("store@1", (("store.json", ""),)),),
    )
"""
MAPPING = """\
mapping: 1
from: plugin-{number}/store@1
to: Store
fields:
  id: {{path: id, required: true}}
  name: name
"""
SCHEMA = '{"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}'
COMMAND = "from shopglot.cli import main; main()"


def make_plugins(folder: Path, count: int) -> None:
    """Write that many tiny distributions, as an installer would leave them."""
    for number in range(count):
        package = folder / f"bench_plugin_{number}"
        (package / "data").mkdir(parents=True)
        (package / "data" / "store.yaml").write_text(MAPPING.format(number=number), encoding="utf-8")
        (package / "data" / "store.json").write_text(SCHEMA, encoding="utf-8")
        (package / "__init__.py").write_text(MODULE.format(number=number), encoding="utf-8")
        info = folder / f"plugin_{number}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: plugin_{number}\nVersion: 1.0\n", encoding="utf-8"
        )
        entry = f"[shopglot.connectors]\nplugin-{number} = bench_plugin_{number}\n"
        (info / "entry_points.txt").write_text(entry, encoding="utf-8")


def measure(folder: Path) -> tuple[float, int]:
    """Return the milliseconds of one `shopglot connectors`, and how many connectors it calls ready."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    begun = time.perf_counter()
    output = subprocess.run(  # noqa: S603 - our own interpreter and our own text
        [sys.executable, "-c", COMMAND, "connectors"], capture_output=True, text=True, check=True, env=environment
    ).stdout
    return (time.perf_counter() - begun) * 1000, output.count(" ready ")


def main() -> int:
    """Measure with and without the plugins, in turn, and print the medians; 1 where the limit is not held."""
    with tempfile.TemporaryDirectory() as without, tempfile.TemporaryDirectory() as with_them:
        make_plugins(Path(with_them), COUNT)
        rounds = [(measure(Path(without)), measure(Path(with_them))) for _ in range(ROUNDS)]
    few, many = (median(one[side][0] for one in rounds) for side in (0, 1))
    more = median(many_ms - few_ms for (few_ms, _), (many_ms, _) in rounds)
    print(f"{rounds[0][0][1]:3} ready: {few:6.1f} ms\n{rounds[0][1][1]:3} ready: {many:6.1f} ms")
    print(f"{COUNT} plugins more: {more:.1f} ms (limit {LIMIT:.0f} ms)")
    return 0 if more < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
