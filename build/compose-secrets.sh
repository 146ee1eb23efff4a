#!/usr/bin/env bash
# Makes the secrets that docker-compose.yml mounts, once: 32 random bytes per key, a password. Never overwrites one.
set -euo pipefail
folder="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/secrets"
mkdir -p "$folder"
chmod 700 "$folder"
for key in fold pseudonyms tokens; do
  # Readable inside the containers, whose user is not ours; the folder keeps everybody else on this machine out.
  [ -f "$folder/$key.key" ] || (umask 022 && head -c 32 /dev/urandom >"$folder/$key.key")
done
[ -f "$folder/postgres_password" ] || (umask 022 && head -c 24 /dev/urandom | base64 | tr -d '\n' >"$folder/postgres_password")
echo "secrets/ is ready; keep a copy of it: without the keys every known account is a stranger"
