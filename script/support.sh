# Shell functions that the scripts share; sourced, not run. The caller stands in the root of the checkout.

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages PACKAGE…: Debian packages that are missing; asks the network only where one is.
install_packages() {
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing ${missing[*]}"
  as_root apt-get -qq update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
}

# digest FILE…: one checksum over names and contents; folders are read whole.
digest() {
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# unchanged STAMP DIGEST: true where STAMP holds DIGEST already.
unchanged() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

# seal STAMP DIGEST: notes that the work of DIGEST is done.
seal() { printf '%s\n' "$2" >"$1"; }

# A free port of the loopback address.
free_port() {
  node -e 'const s = require("net").createServer(); s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# The Python packages of tests/requirements.txt in target/python.
python_environment() {
  local have
  have=$(digest tests/requirements.txt)
  if ! unchanged target/python/.gongkai "$have"; then
    say "installing the Python packages of tests/requirements.txt"
    rm -rf target/python
    python3 -m venv target/python
    target/python/bin/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
    seal target/python/.gongkai "$have"
  fi
}
