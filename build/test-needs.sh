# Sourced by ./test: what the tests use of the machine, and how it gets there.

# package:program-or-file that shows it is installed
test_packages=(
  chromium:/usr/bin/chromium
  nginx-light:/usr/sbin/nginx
  haproxy:/usr/sbin/haproxy
  python3-xgboost:/usr/lib/python3/dist-packages/xgboost/__init__.py
  postgresql-15:/usr/lib/postgresql/15/bin/initdb
  libsqlite3-0:/usr/lib/$(uname -m)-linux-gnu/libsqlite3.so.0
  curl:/usr/bin/curl
  build-essential:/usr/bin/make
  libssl-dev:/usr/include/openssl/ssl.h
  zlib1g-dev:/usr/include/zlib.h
)

install_test_needs() {
  local missing=() entry
  for entry in "${test_packages[@]}"; do
    [ -e "${entry#*:}" ] || missing+=("${entry%%:*}")
  done
  command -v npm >/dev/null 2>&1 || missing+=(nodejs npm)
  if [ "${#missing[@]}" -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
      echo "== install: ${missing[*]}"
      apt-get update -qq >/dev/null
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    else
      echo "Missing, so the tests that need them are skipped: ${missing[*]}"
      echo "To have them all: apt-get install ${missing[*]} (as root on Debian, ./test does it itself)"
    fi
  fi

  local library
  if library="$(build/kafka-native.sh)"; then
    export SD_RDKAFKA="$library"
  else
    [ "${CI:-}" != true ] || return 1
    echo "No native Kafka library: its tests are skipped"
  fi
}
