# Sourced by ./test: the build.

# build_solution: all projects, Release. One compiler server, of this build's own, takes them all: a compiler started anew for each
# project, as where the environment asks for none, spends most of its time on getting warm. It ends with the build.
build_solution() {
  local server="sd-test-$$" status=0
  trap 'stop_compiler "$server"' EXIT
  UseSharedCompilation=true SharedCompilationId="$server" dotnet build SecurityDecisioning.sln -c Release -v quiet --nologo || status=$?
  stop_compiler "$server"
  trap - EXIT
  return "$status"
}

# stop_compiler NAME: the one that listens under this name, found without tools that small images lack; where there is no /proc it
# ends by itself after ten idle minutes.
stop_compiler() {
  local process words
  for process in /proc/[0-9]*; do
    { mapfile -d '' -t words <"$process/cmdline"; } 2>/dev/null || continue
    [[ " ${words[*]} " != *" -pipename:$1 "* ]] || kill "${process#/proc/}" 2>/dev/null || true
  done
}
