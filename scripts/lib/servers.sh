# What tests and measurements need around them: tools, a PostgreSQL cluster, an S3 server, a browser. Sourced by
# scripts/test and scripts/bench.
# Whatever gets installed is announced first.

work=
child=
beside=
postgres_data=
s3_server=
oidc_server=
# What a tool is built as: it is used for seconds, and compiling it is what takes long. Who measures with it says release.
tool_profile=dev
# What the cluster holds is worth nothing, so nothing waits for the disk. Who measures sets a real server's settings.
postgres_settings="max_connections=200 shared_buffers=128MB fsync=off synchronous_commit=off full_page_writes=off
  autovacuum=off"

require_tools() {
  for tool in cargo node npm python3; do
    command -v "$tool" >/dev/null 2>&1 || {
      echo "scripts/test: '$tool' is missing; install Rust 1.95, Node.js 20 and Python 3" >&2
      exit 1
    }
  done
}

# Ends what was started and removes what was written, in the reverse order.
stop_all() {
  status=$?
  trap - EXIT
  for running in $child $beside; do
    { kill "$running" && wait "$running"; } 2>/dev/null || :
  done
  [ -z "$oidc_server" ] || { kill "$oidc_server" && wait "$oidc_server"; } 2>/dev/null || :
  [ -z "$s3_server" ] || { kill "$s3_server" && wait "$s3_server"; } 2>/dev/null || :
  [ -z "$postgres_data" ] || as_postgres "$postgres_bin/pg_ctl" -D "$postgres_data" -m immediate stop >/dev/null || :
  [ -z "$work" ] || rm -rf "$work"
  exit "$status"
}

work_directory() {
  [ -n "$work" ] || {
    work=$(mktemp -d "${TMPDIR:-/tmp}/balai-test.XXXXXX")
    chmod 711 "$work"
  }
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Debian packages, when a command is missing: debian_packages COMMAND PACKAGE...
debian_packages() {
  wanted=$1
  shift
  echo "-- '$wanted' is missing: installing the Debian packages $*"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# A pinned tool from crates.io, kept under the target directory: cargo_tool NAME VERSION [OPTION...]
cargo_tool() {
  name=$1
  version=$2
  shift 2
  case "$("$tools/bin/$name" --version 2>/dev/null || :)" in *" $version"*) return 0 ;; esac
  echo "-- Installing $name $version into $tools (some minutes, once)"
  step env CARGO_PROFILE_DEV_DEBUG=0 cargo install "$name" --version "$version" --locked --profile "$tool_profile" --quiet \
    --root "$tools" --target-dir "$tools/build" "$@"
  rm -rf "$tools/build"
}

newest_postgres() {
  find /usr/lib/postgresql -maxdepth 3 -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1
}

# The server refuses to run as root.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

# A cluster of its own in a temporary directory.
start_postgres() {
  [ -n "$(newest_postgres)" ] || debian_packages initdb postgresql
  postgres_bin=$(dirname "$(newest_postgres)")
  work_directory
  mkdir "$work/postgres"
  [ "$(id -u)" -ne 0 ] || chown postgres "$work/postgres"
  port=$(free_port)
  say "PostgreSQL on port $port ($postgres_bin)"
  as_postgres "$postgres_bin/initdb" -D "$work/postgres/data" -U postgres --auth=trust --encoding=UTF8 \
    --locale=C.UTF-8 --no-sync >/dev/null
  postgres_data=$work/postgres/data
  options="-p $port -k $work/postgres -c listen_addresses=127.0.0.1"
  for setting in $postgres_settings; do options="$options -c $setting"; done
  as_postgres "$postgres_bin/pg_ctl" -D "$postgres_data" -l "$work/postgres/log" -w -o "$options" start >/dev/null
  BALAI_TEST_POSTGRES_URL=postgres://postgres@127.0.0.1:$port
  export BALAI_TEST_POSTGRES_URL
}

# A database in that cluster as a demonstration needs it, prepared by the program itself: demonstration_database NAME
demonstration_database() {
  "$postgres_bin/createdb" --maintenance-db="$BALAI_TEST_POSTGRES_URL/postgres" "$1"
  for login in owner app; do
    (umask 077 && echo "uji-$login" >"$work/$login")
  done
  "$BALAI_TEST_BINARY" db bootstrap --superuser-url "$BALAI_TEST_POSTGRES_URL/$1" \
    --owner-password-file "$work/owner" --app-password-file "$work/app"
  BALAI_TEST_DEMO_DATABASE=postgres://balai_owner:uji-owner@${BALAI_TEST_POSTGRES_URL#*@}/$1
  export BALAI_TEST_DEMO_DATABASE
}

# PyPI packages of a folder in a place of their own, as its requirements name them: python_packages DIRECTORY PLACE.
# Sets $python and $interpreter.
python_packages() {
  python=$2
  if ! cmp -s "$1/requirements.txt" "$python/requirements.txt"; then
    echo "-- Installing the PyPI packages of $1 into $python"
    rm -rf "$python"
    if python3 -m venv "$python" 2>/dev/null; then
      "$python/bin/pip" install --quiet --disable-pip-version-check -r "$1/requirements.txt"
    else
      # Debian without python3-venv: the packages go into a plain directory.
      rm -rf "$python"
      python3 -m pip install --quiet --disable-pip-version-check --target "$python/site" -r "$1/requirements.txt"
    fi
    cp "$1/requirements.txt" "$python/"
  fi
  interpreter=$python/bin/python
  [ -x "$interpreter" ] || interpreter=python3
}

# An independent S3 server and key service (moto) that checks signatures, with one bucket and one pair of keys.
start_s3() {
  python_packages tests/s3 "$tools/python"
  work_directory
  PYTHONPATH=$python/site "$interpreter" tests/s3/server.py "$(free_port)" "$work/s3.env" >"$work/s3.log" 2>&1 &
  s3_server=$!
  tries=0
  until [ -s "$work/s3.env" ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$s3_server" 2>/dev/null; then
      echo "scripts/test: the S3 server did not start" >&2
      tail -n 20 "$work/s3.log" >&2
      exit 1
    fi
    sleep 0.2
  done
  . "$work/s3.env"
  export BALAI_TEST_S3_ENDPOINT BALAI_TEST_S3_BUCKET BALAI_TEST_S3_ACCESS_KEY BALAI_TEST_S3_SECRET_KEY
  export BALAI_TEST_KMS_KEY BALAI_TEST_KMS_OTHERS_ACCESS_KEY BALAI_TEST_KMS_OTHERS_SECRET_KEY
  say "S3 server and key service at $BALAI_TEST_S3_ENDPOINT"
}

# npm packages of a folder, as its lock file names them: npm_packages DIRECTORY
npm_packages() {
  installed=$1/node_modules/.package-lock.json
  if [ ! -e "$installed" ] || [ "$1/package-lock.json" -nt "$installed" ]; then
    echo "-- Installing the npm packages of $1"
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm --prefix "$1" ci --no-fund --no-audit --loglevel=error
  fi
}

# An independent OpenID provider (oidc-provider), for the national identity.
start_oidc() {
  npm_packages tests/peers
  work_directory
  node tests/peers/provider.js "$work/oidc.env" >"$work/oidc.log" 2>&1 &
  oidc_server=$!
  tries=0
  until [ -s "$work/oidc.env" ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$oidc_server" 2>/dev/null; then
      echo "scripts/test: the OpenID provider did not start" >&2
      tail -n 20 "$work/oidc.log" >&2
      exit 1
    fi
    sleep 0.2
  done
  . "$work/oidc.env"
  export BALAI_TEST_OIDC_URL
  say "OpenID provider at $BALAI_TEST_OIDC_URL"
}

# Independent clients (openid-client, authlib) of a demonstration's provider; on PostgreSQL where a database is named.
run_oidc_clients() {
  npm_packages tests/peers
  python_packages tests/peers "$tools/python-peers"
  step env BALAI_TEST_PYTHON="$interpreter" PYTHONPATH="$python/site" node tests/peers/clients.js
}

prepare_browser() {
  command -v chromium >/dev/null 2>&1 || debian_packages chromium chromium
  npm_packages tests/browser
}
