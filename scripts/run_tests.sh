#!/usr/bin/env bash
# Runs every lane and prints the minutes of each. Lanes run one after the other: two cores are shared by the workers inside a lane.
cd "$(dirname "$0")/.."
py=.venv/bin/python
failed=()
minutes=()
lane() {
  local name=$1; shift
  local begun=$SECONDS
  echo "── $name"
  "$py" -m pytest -q "$@" || { code=$?; [ $code = 5 ] && echo "no tests in this lane" || failed+=("$name"); }
  minutes+=("$(printf '%-12s %5.1f min' "$name" "$(echo "scale=2; ($SECONDS-$begun)/60" | bc -l 2>/dev/null || awk "BEGIN{print ($SECONDS-$begun)/60}")")")
}
lane pure tests/analysis tests/kit tests/structure tests/cli tests/touchpoints/readers tests/scripts -n 2
lane operations tests/operations -n 2
CLOSEKNIT_TEST_ENGINE=postgres lane postgres tests/operations -n 2
lane browser tests/browser -n 2
lane security tests/security -n 2
lane faults tests/faults
printf '%s\n' "${minutes[@]}"
if [ ${#failed[@]} -gt 0 ]; then echo "failed: ${failed[*]}"; exit 1; fi
