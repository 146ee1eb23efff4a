#!/usr/bin/env bash
# Builds librdkafka once and caches it outside the repository; prints the path of the library.
# Why: the NuGet package that usually carries it is not on every feed, and Debian's own build is too old for Confluent.Kafka 2.15.
# The npm package @confluentinc/kafka-javascript ships the sources. Its version and librdkafka's are pinned together.
set -euo pipefail

npm_version=1.10.1
rdkafka_version=2.15.1
cache="${SD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/security-decisioning}"
target="$cache/librdkafka-$rdkafka_version"
library="$target/librdkafka.so.1"

if [ -f "$library" ]; then
  echo "$library"
  exit 0
fi

for tool in npm make gcc g++ tar; do
  command -v "$tool" >/dev/null || { echo "kafka-native: needs $tool (apt-get install build-essential nodejs npm)" >&2; exit 1; }
done

mkdir -p "$cache"
exec 9>"$cache/.librdkafka.lock"
flock 9 # two test runs at once build it once
[ -f "$library" ] && { echo "$library"; exit 0; }

echo "== native Kafka client: building it once, into $cache" >&2
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
log="$cache/librdkafka-build.log"
(
  cd "$work"
  npm pack --silent "@confluentinc/kafka-javascript@$npm_version" >/dev/null
  tar xzf ./*.tgz package/deps/librdkafka
  cd package/deps/librdkafka
  ./configure --disable-gssapi
  make -j"$(nproc)" libs
  mkdir -p "$work/out"
  cp src/librdkafka.so.1 "$work/out/"
) >"$log" 2>&1 || { echo "kafka-native: the build failed; see $log" >&2; tail -5 "$log" >&2; exit 1; }
rm -rf "$target"
mv "$work/out" "$target"
echo "$library"
