# Sourced by ./test: which test projects run beside which, and their output in one piece each.

# These want the machine to themselves: several gateways, a browser and a crowd of clients at once, and a product whose decisions
# under load are looked at.
alone=(EndToEnd)

# The longest, first: what begins last should be short.
longest=(Gateway Console Policies Streams Learning)

lanes=2
[ "$(nproc 2>/dev/null || echo 1)" -gt 1 ] || lanes=1

declare -A lane_of=() # process: project
lanes_failed=() # names, in the order in which they ended

# run_in_lanes COMMAND FOLDER PROJECT...: `COMMAND PROJECT` for each, two at a time where the machine has two cores, and those that
# want it alone last. What one says is printed when it ends and kept in FOLDER/NAME.log. Fails where any of them did, and
# lanes_failed then has their names: one that was killed has no results that could tell.
run_in_lanes() {
  local command="$1" folder="$2" project
  shift 2
  trap end_lanes EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  while read -r project; do
    wait_for_lane "$lanes" "$folder"
    start_lane "$command" "$folder" "$project"
  done < <(pick shared "$@")
  wait_for_lane 1 "$folder"
  while read -r project; do
    start_lane "$command" "$folder" "$project"
    wait_for_lane 1 "$folder"
  done < <(pick alone "$@")
  trap - EXIT INT TERM
  [ "${#lanes_failed[@]}" -eq 0 ]
}

# pick shared|alone PROJECT...: those of the kind, the longest first.
pick() {
  local kind="$1" name project
  shift
  if [ "$kind" = alone ]; then
    for project in "$@"; do
      name="$(name_of "$project")"
      [[ " ${alone[*]} " != *" $name "* ]] || echo "$project"
    done
    return
  fi

  for name in "${longest[@]}"; do
    for project in "$@"; do
      [ "$(name_of "$project")" != "$name" ] || echo "$project"
    done
  done
  for project in "$@"; do
    name="$(name_of "$project")"
    [[ " ${alone[*]} ${longest[*]} " == *" $name "* ]] || echo "$project"
  done
}

name_of() { basename "$1" .Tests; }

start_lane() {
  local command="$1" project="$3" said
  said="$2/$(name_of "$3")"
  rm -f "$said.exit"
  # A group of its own: it can be ended with all that it started, and Ctrl-C still reaches what the tests start. No longer than
  # this: with job control a Ctrl-C would end what this script waits with, and not the script.
  set -m
  (
    began=$SECONDS
    ended=0
    "$command" "$project" || ended=$?
    echo "$(name_of "$project"): $((SECONDS - began)) s"
    echo "$ended" >"$said.exit"
  ) >"$said.log" 2>&1 </dev/null &
  set +m
  lane_of[$!]="$project"
}

# wait_for_lane N FOLDER: until fewer than N run. Looks again and again: bash forgets how a job ended that nobody waited for just
# then, and one that was killed left no word of it.
wait_for_lane() {
  local pid name
  while [ "${#lane_of[@]}" -ge "$1" ]; do
    for pid in "${!lane_of[@]}"; do
      name="$(name_of "${lane_of[$pid]}")"
      [ -s "$2/$name.exit" ] || ! kill -0 "$pid" 2>/dev/null || continue
      unset "lane_of[$pid]"
      wait "$pid" 2>/dev/null || true
      cat "$2/$name.log"
      [ "$(cat "$2/$name.exit" 2>/dev/null)" = 0 ] || lanes_failed+=("$name")
    done
    [ "${#lane_of[@]}" -lt "$1" ] || sleep 0.2
  done
}

end_lanes() {
  local pid
  for pid in "${!lane_of[@]}"; do
    kill -TERM -- "-$pid" 2>/dev/null || true
  done
}
