#!/usr/bin/env bash
# Makes the secrets that docker-compose.yml mounts, once: 32 random bytes per key, the database's password.
# Never overwrites one. The folder is secrets/ beside the compose file, or the argument.
set -euo pipefail
folder="${1:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/secrets}"
mkdir -p "$folder"
chmod 700 "$folder" # The files are readable inside the containers, whose user is not ours; the folder keeps others out.
umask 022
for key in fold pseudonyms tokens; do
  [ -f "$folder/$key.key" ] || head -c 32 /dev/urandom >"$folder/$key.key"
done
[ -f "$folder/postgres_password" ] || head -c 24 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n' >"$folder/postgres_password"
echo "$folder is ready; keep a copy of it: without the keys every known account is a stranger"
