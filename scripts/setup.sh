#!/usr/bin/env bash
# Installs everything that the demo and the tests need. Running it twice does nothing the second time.
set -euo pipefail
cd "$(dirname "$0")/.."
# What is compiled once is kept: programs start a thousand modules here.
unset PYTHONDONTWRITEBYTECODE

as_root() { # run a command as root, or say which one to run
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1; then sudo "$@"; else
    echo "This needs one command by somebody with root: $*" >&2; exit 1
  fi
}

if [ ! -x .venv/bin/python ]; then
  python=$(command -v python3.11 || command -v python3)
  if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Closeknit needs Python 3.11 or newer; $python is $("$python" --version)." >&2; exit 1
  fi
  if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    as_root apt-get update -qq && as_root apt-get install -y -qq python3-venv
  fi
  "$python" -m venv .venv
fi

stamp=.venv/.closeknit-$(sha256sum requirements/dev.lock pyproject.toml | sha256sum | cut -c1-16)
if [ ! -f "$stamp" ]; then
  echo "Installing Python packages (about a minute)…"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements/dev.lock
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
  # On every core, while the model is made; pip would take one, and compile the packages' tests as well.
  (.venv/bin/python -m compileall -q -j 0 -x '/tests?/' .venv/lib >/dev/null 2>&1 || true) &
  rm -f .venv/.closeknit-*; touch "$stamp"
fi

.venv/bin/python scripts/make_model.py
wait

if [ "${CLOSEKNIT_BROWSER:-1}" = 1 ] && ! command -v chromium >/dev/null 2>&1; then
  echo "Installing Chromium for the browser tests…"
  as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends chromium
fi
