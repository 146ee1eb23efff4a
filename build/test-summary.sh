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

# failed_tests FOLDER: the name of each, what was wrong (its first lines) and where: what is printed above may be cut off or far.
failed_tests() {
  cat "$1"/*.trx | awk '
    function plain(text) { gsub(/<[^>]*>/, "", text); gsub(/&#xD;|\r/, "", text); sub(/^ +/, "", text); return text }
    /<UnitTestResult / { failed = /outcome="Failed"/; lines = 0; part = "" }
    failed && /<UnitTestResult / { name = $0; sub(/.* testName="/, "", name); sub(/".*/, "", name); print "  " name }
    failed && /<StdOut>/ { part = "" }
    failed && /<Message>/ { part = "message"; lines = 0 }
    failed && /<StackTrace>/ { part = "trace"; lines = 0 }
    failed && part != "" && lines++ < 8 { text = plain($0); if (text != "") print "      " text }
    /<\/Message>|<\/StackTrace>/ { part = "" }' | sed 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
}

# summarize FOLDER: the skipped and the failed by name, then one line. Fails where a test failed or none ran.
summarize() {
  local passed failed skipped status=0
  passed="$(count_tests "$1" Passed)"
  failed="$(count_tests "$1" Failed)"
  skipped="$(count_tests "$1" NotExecuted)"
  if [ "$skipped" -gt 0 ]; then
    echo "== skipped"
    skipped_tests "$1" | sort
  fi
  if [ "$failed" -gt 0 ]; then
    echo "== failed"
    failed_tests "$1"
    status=1
  fi
  [ "$((passed + failed))" -gt 0 ] || { echo "no test ran" >&2; status=1; }
  echo "$passed passed, $failed failed, $skipped skipped"
  return "$status"
}
