#!/bin/sh
# Fills the volume of secrets before anything starts: what the operator put into ./secrets, under the lower-case
# name of its variable, and a random value for each that has to be there and was not given. A value that was made
# once stays the same.
set -eu
umask 077

given=${1:-/given}
secrets=${2:-/secrets}
redis_secrets=${3:-/redis-secrets}
mkdir -p "$secrets" "$redis_secrets"

own() { # folder user: readable by this user alone
  if [ "$(id -u)" = 0 ]; then chown -R "$2:$2" "$1"; fi
  find "$1" -type f -exec chmod 0400 {} +
}

random() { # name: a secret of 64 hexadecimal digits, where there is none
  if [ ! -s "$secrets/$1" ]; then
    od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$secrets/$1"
    echo "made a random $1"
  fi
}

for_sandbox() { # address names: keys of a stand-in, which both sides read; none where the system is real
  address=$1
  shift
  for name in "$@"; do
    if [ -z "$address" ]; then random "$name"; else rm -f "$secrets/$name"; fi
  done
}

for_sandbox "${ODOO_URL:-}" odoo_api_key
for_sandbox "${CHATWOOT_URL:-}" chatwoot_api_key chatwoot_bot_token chatwoot_webhook_secret
case "${QDRANT_URL:-}" in
  http://qdrant:*) random qdrant_api_key ;; # the Qdrant of the profile of that name
  *) for_sandbox "${QDRANT_URL:-}" qdrant_api_key ;;
esac
random jwt_secret
random redis_password
random chatwoot_webhook_token

for file in "$given"/*; do
  if [ -f "$file" ]; then cp -f "$file" "$secrets/$(basename "$file")"; fi
done

cp -f "$secrets/redis_password" "$redis_secrets/redis_password"
own "$secrets" 1000
own "$redis_secrets" 999 # Redis runs as another user and sees this one only
