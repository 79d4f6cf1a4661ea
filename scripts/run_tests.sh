#!/usr/bin/env bash
# Runs every lane and prints the minutes of each. Lanes run one after the other: two cores are shared by the workers inside a lane.
cd "$(dirname "$0")/.."
py=.venv/bin/python
# As `closeknit` itself: each of the two workers keeps to its own core, and sums have the same last bits everywhere.
export OPENBLAS_NUM_THREADS=1
# Hundreds of tests start the program as its users do; where nothing compiled may be kept, each start would compile a thousand modules anew.
unset PYTHONDONTWRITEBYTECODE
failed=()
minutes=()
lane() {
  local name=$1; shift
  local begun=$SECONDS
  echo "── $name"
  local run=("$py" -m pytest -q)
  if [ "$1" = --postgres ]; then shift; run=("$py" scripts/with_postgres.py "${run[@]}"); fi
  "${run[@]}" "$@" || { code=$?; [ $code = 5 ] && echo "no tests in this lane" || failed+=("$name"); }
  minutes+=("$(printf '%-12s %5.1f min' "$name" "$(echo "scale=2; ($SECONDS-$begun)/60" | bc -l 2>/dev/null || awk "BEGIN{print ($SECONDS-$begun)/60}")")")
}
lane pure tests/analysis tests/kit tests/structure tests/touchpoints -m "not browser" -n 2
lane operations tests/operations tests/cli -n 2
# What is marked one_engine builds the whole demo company anew to see something that hangs on no engine.
lane postgres --postgres tests/operations -m "not one_engine" -n 2
# A browser on a busy machine now and then loses a page by itself: such a test gets a second try, and is named where it needed it.
lane look tests/kit/look -m browser -n 2 --reruns 1 -rR
lane browser tests/browser -n 2 --reruns 1 -rR
lane security tests/security -n 2
lane faults tests/faults -n 2
printf '%s\n' "${minutes[@]}"
if [ ${#failed[@]} -gt 0 ]; then echo "failed: ${failed[*]}"; exit 1; fi
