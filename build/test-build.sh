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

# stop_compiler NAME: the one that listens under this name; where there is no pkill it ends by itself after ten idle minutes.
stop_compiler() {
  pkill -f -- "-pipename:$1\$" 2>/dev/null || true
}
