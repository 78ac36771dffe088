"""Pack everything that a server without internet needs: dist/huiyin-<version>-<arch>.tar.gz.

Inside: the wheels of the lock (checked by their hashes) for each Python named below, the project's own wheel
with fonts, rulebook, pages and demo county, an installer, and the papers that explain it. Arguments: the
machine types (default: x86_64 and aarch64).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
LOCK = ROOT / "requirements.lock"
ARCHITECTURES = ("x86_64", "aarch64")
PYTHONS = ("3.11", "3.12", "3.13")
GLIBC = (
    "2_17",
    "2014",
    "2_28",
)  # manylinux of wheels that run on Debian 10, Kylin V10, openEuler 20.03 and later
PAPERS = ("README.md", "README.zh-CN.md", "LICENSE", "CHANGELOG.md", "docs/operations.md", "docs/settings.md")

INSTALL = """#!/bin/sh
# Install Huiyin from this folder, without internet. Usage: ./install.sh /opt/huiyin
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:?usage: ./install.sh TARGET_FOLDER}
for name in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        "$name" -m venv "$target"
        "$target/bin/python" -m pip install -q --no-index --find-links "$here/wheels" \\
            --require-hashes -r "$here/requirements.lock"
        "$target/bin/python" -m pip install -q --no-index --no-deps --force-reinstall "$here"/huiyin-*.whl
        echo "Huiyin is installed: $target/bin/huiyin --help; then read docs/operations.md"
        exit 0
    fi
done
echo "No Python 3.11, 3.12 or 3.13 was found; name one: PYTHON=/path/to/python3 ./install.sh $target" >&2
exit 1
"""


def version() -> str:
    """The project's version."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def pip(*arguments: str) -> None:
    """Run pip; its own message is enough where it fails."""
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], cwd=ROOT, check=True
    )


def own_wheel(folder: Path) -> None:
    """The project as a wheel, built with what the lock has installed."""
    pip("wheel", "-q", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    shutil.rmtree(ROOT / "build" / "lib", ignore_errors=True)
    (wheel,) = folder.glob("huiyin-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        inside = set(packed.namelist())
    source = ROOT / "src"
    wanted = {
        path.relative_to(source).as_posix()
        for path in (source / "huiyin").rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".po"} and path.name != ".gitignore"
    }
    if wanted - inside:
        raise SystemExit(
            f"the wheel lacks {', '.join(sorted(wanted - inside))}: see package-data in pyproject.toml"
        )


MARKER = re.compile(r"^\S+ ; python_full_version (<|>=) '(\d+)\.(\d+)' ")


def lock_for(python: str) -> str:
    """The lock as that Python reads it: `pip download` asks the markers of the Python it runs in, whatever is named."""
    wanted = tuple(map(int, python.split(".")))
    kept, lines = True, []
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            found = MARKER.match(line)
            if found is None and "python" in line.partition(" ; ")[2].replace(
                "platform_python_implementation", ""
            ):
                raise SystemExit(f"tools/bundle.py cannot read this marker: {line}")
            bound = tuple(map(int, found.groups()[1:])) if found else wanted
            kept = found is None or (wanted < bound) == (found[1] == "<")
            line = re.sub(" ; python_full_version [^\\\\]+", " ", line)
        if kept:
            lines.append(line)
    return "\n".join(lines) + "\n"


def wheels_for(architecture: str, folder: Path) -> None:
    """Every wheel of the lock for one machine type and each Python; hashes are checked while downloading."""
    for python in PYTHONS:
        lock = folder.with_name(f"lock-{python}.txt")
        lock.write_text(lock_for(python), encoding="utf-8")
        platforms = [f"manylinux{'' if glibc == '2014' else '_'}{glibc}_{architecture}" for glibc in GLIBC]
        pip(
            "download", "-q", "--only-binary=:all:", "--no-deps", "--require-hashes", "-r", str(lock),
            "--python-version", python, "--implementation", "cp", "--dest", str(folder),
            *(word for platform in platforms for word in ("--platform", platform)),
        )  # fmt: skip
        lock.unlink()


def pack(architecture: str) -> Path:
    """One bundle."""
    name = f"huiyin-{version()}-{architecture}"
    folder = ROOT / "build" / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "wheels").mkdir(parents=True)
    (folder / "docs").mkdir()
    wheels_for(architecture, folder / "wheels")
    own_wheel(folder)
    shutil.copy(LOCK, folder)
    for paper in PAPERS:
        shutil.copy(ROOT / paper, folder / paper)
    (folder / "install.sh").write_text(INSTALL, encoding="utf-8")
    (folder / "install.sh").chmod(0o755)
    DIST.mkdir(exist_ok=True)
    archive = DIST / f"{name}.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(folder, arcname=name)
    shutil.rmtree(folder)
    return archive


def main(arguments: list[str]) -> int:
    """Pack each machine type that is asked for."""
    for architecture in arguments or ARCHITECTURES:
        archive = pack(architecture)
        print(f"{archive.relative_to(ROOT)}  {archive.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
