# Sourced by ./run and ./sd: builds what they start, once, and again only when a source is newer than the last build.
# Sets SD_HOME (the repository) and SD_CLI (the built command line).

SD_HOME="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
export SD_HOME
SD_CLI="$SD_HOME/artifacts/bin/SecurityDecisioning.Cli/release/sd.dll"

need() {
  command -v "$1" >/dev/null 2>&1 || { echo "$2" >&2; exit 1; }
}

ensure_built() {
  local stamp="$SD_HOME/artifacts/.built" log="$SD_HOME/artifacts/build.log" newer
  if [ -f "$stamp" ] && [ -f "$SD_CLI" ]; then
    newer="$(find "$SD_HOME/src" "$SD_HOME/tools" "$SD_HOME"/Directory.*.props "$SD_HOME/build" \
      \( -name node_modules -o -name bin -o -name obj -o -name lib \) -prune -o -type f -newer "$stamp" -print -quit)"
    [ -z "$newer" ] && return 0
  fi
  need dotnet "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download/dotnet/10.0"
  need npm "Node.js with npm is needed for the console's styles: apt-get install nodejs npm"
  mkdir -p "$SD_HOME/artifacts"
  echo "Building (once; the log is artifacts/build.log) ..." >&2
  if ! { dotnet build "$SD_HOME/tools/Cli" -c Release -v quiet --nologo \
      && dotnet build "$SD_HOME/tools/DemoShop" -c Release -v quiet --nologo; } >"$log" 2>&1; then
    echo "The build failed; these are its errors (all of it: artifacts/build.log):" >&2
    { grep -E 'error' "$log" || cat "$log"; } | sort -u | head -20 >&2
    exit 1
  fi
  touch "$stamp"
}
