# Sourced by ./test: what came of a run, from the result files that it left.

# count_tests FOLDER OUTCOME. An outcome that no test had is 0, not the end of the script: grep finding nothing fails its pipe.
count_tests() {
  { { cat "$1"/*.trx 2>/dev/null || true; } | grep -o "<UnitTestResult [^>]*outcome=\"$2\"" || true; } | wc -l
}

# skipped_tests FOLDER: the name of each and, where the result has it, what it needs.
skipped_tests() {
  cat "$1"/*.trx | awk '
    function tell() { if (name != "") print "  " name; name = "" }
    /<UnitTestResult / { tell() }
    /<UnitTestResult [^>]*outcome="NotExecuted"/ { name = $0; sub(/.* testName="/, "", name); sub(/".*/, "", name) }
    name != "" && /<Message>/ { why = $0; sub(/.*<Message>/, "", why); sub(/<\/Message>.*/, "", why); name = name ": " why; tell() }
    END { tell() }' | sed 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
}

# summarize FOLDER: the skipped by name, then one line. Fails where a test failed or none ran.
summarize() {
  local passed failed skipped status=0
  passed="$(count_tests "$1" Passed)"
  failed="$(count_tests "$1" Failed)"
  skipped="$(count_tests "$1" NotExecuted)"
  if [ "$skipped" -gt 0 ]; then
    echo "== skipped"
    skipped_tests "$1" | sort
  fi
  [ "$failed" -eq 0 ] || status=1
  [ "$((passed + failed))" -gt 0 ] || { echo "no test ran" >&2; status=1; }
  echo "$passed passed, $failed failed, $skipped skipped"
  return "$status"
}
