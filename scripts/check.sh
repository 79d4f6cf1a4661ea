#!/usr/bin/env bash
# Every habit that is a program. Changes nothing; says all that is wrong, not only the first.
cd "$(dirname "$0")/.."
py=.venv/bin/python
unset PYTHONDONTWRITEBYTECODE
export CLOSEKNIT_HOUSE=${TMPDIR:-/tmp}/closeknit-check-house
failed=0
step() { local name=$1; shift; if output=$("$@" 2>&1); then echo "ok    $name"; else echo "FAIL  $name"; echo "$output" | tail -60; failed=1; fi; }
# Types take as long as all the rest: they are looked at beside it.
types=$(mktemp)
(step "types" $py -m mypy; exit $failed) > "$types" &
step "formatter" $py -m ruff format --check -q .
step "linter" $py -m ruff check -q .
step "imports follow the layers" .venv/bin/lint-imports
step "no migration is missing" $py -m django makemigrations --check --dry-run --settings closeknit.config.settings
step "templates" .venv/bin/djlint --lint --quiet src/closeknit
step "docs match the code" $py scripts/make_docs.py --check
wait $! || failed=1
cat "$types"; rm -f "$types"
exit $failed
