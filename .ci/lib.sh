# Sourced by .ci/run and .ci/nightly: runs named steps one after the other, goes on after a failed one so that a run shows all
# there is to mend, and ends with the counts.

passed=0
failed=()

# step NAME COMMAND...: runs the command; its name and time are printed, its failure is remembered.
step() {
  local name=$1 start=$SECONDS
  shift
  printf '\n==> %s: %s\n' "$name" "$*"
  if "$@"; then
    passed=$((passed + 1))
    printf '<== %s passed in %d s\n' "$name" $((SECONDS - start))
  else
    failed+=("$name")
    printf '<== %s FAILED after %d s\n' "$name" $((SECONDS - start))
    [ "$name" != tools ] || exit 1
  fi
}

# A test that was skipped proved nothing.
no_skipped_tests() {
  local skipped
  skipped=$(grep -lE '<testsuite[^>]* skipped="[1-9]' target/surefire-reports/*.xml target/failsafe-reports/*.xml 2>/dev/null || true)
  [ -z "$skipped" ] || { printf 'skipped tests in:\n%s\n' "$skipped"; return 1; }
}

end_of_run() {
  local status=$?
  printf '\n%d s in all\n' "$SECONDS"
  [ ${#failed[@]} -eq 0 ] || printf 'failed: %s\n' "${failed[*]}"
  printf 'steps: %d passed, %d failed\n' "$passed" "${#failed[@]}"
  [ "$status" -eq 0 ] && [ ${#failed[@]} -eq 0 ] || exit 1
}
