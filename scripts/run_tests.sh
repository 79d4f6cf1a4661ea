#!/usr/bin/env bash
# Runs every lane and prints the minutes of each. Lanes run one after the other, for two cores are shared by the workers inside a lane; but
# the wall, which only computes, runs beside those that wait for a browser or a disk, and takes what they leave free.
# A lane has passed when it has said so: one that was killed, or ran no test, has not.
cd "$(dirname "$0")/.."
py=.venv/bin/python
# As `closeknit` itself: each of the two workers keeps to its own core, and sums have the same last bits everywhere.
export OPENBLAS_NUM_THREADS=1
# Hundreds of tests start the program as its users do; where nothing compiled may be kept, each start would compile a thousand modules anew.
unset PYTHONDONTWRITEBYTECODE
notes=$(mktemp -d)
beside=
trap '[ -z "$beside" ] || kill -- "-$beside" 2>/dev/null; rm -rf "$notes"' EXIT
lane() {
  local name=$1; shift
  local begun=$SECONDS
  echo "── $name"
  local run=("$py" -m pytest -q)
  if [ "$1" = --postgres ]; then shift; run=("$py" scripts/with_postgres.py "${run[@]}"); fi
  "${run[@]}" "$@" && echo "$name" >> "$notes/passed"
  awk -v name="$name" -v seconds=$((SECONDS - begun)) 'BEGIN { printf "%-12s %5.1f min\n", name, seconds / 60 }' >> "$notes/minutes"
}
lane pure tests/analysis tests/kit tests/structure tests/touchpoints -m "not browser" -n 2
lane operations tests/operations tests/cli -n 2
# What is marked one_engine builds the whole demo company anew to see something that hangs on no engine.
lane postgres --postgres tests/operations -m "not one_engine" -n 2
# In a group of its own, so that it ends with us; what it says is shown at its end.
set -m
{ renice -n 10 $BASHPID >/dev/null; lane security tests/security -n 2; } > "$notes/security" 2>&1 &
beside=$!
set +m
# A browser on a busy machine now and then loses a page by itself: such a test gets a second try, and is named where it needed it.
lane look tests/kit/look -m browser -n 2 --reruns 1 -rR
lane browser tests/browser -n 2 --reruns 1 -rR
lane faults tests/faults -n 2
wait "$beside"
beside=
cat "$notes/security" "$notes/minutes"
failed=()
for name in pure operations postgres security look browser faults; do grep -qsx "$name" "$notes/passed" || failed+=("$name"); done
if [ ${#failed[@]} -gt 0 ]; then echo "failed: ${failed[*]}"; exit 1; fi
