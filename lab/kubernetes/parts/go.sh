# Go programs: finds Go, or installs it, and compiles with how far it is. Whoever sources this has ROOT (the checkout), KEPT (a folder
# for Go and logs), say and fail.
# shellcheck shell=bash disable=SC2154
GO_AT_LEAST=1.24
TOOLCHAIN=golang.org/toolchain@v0.0.1-go1.24.4.linux-$(dpkg --print-architecture 2>/dev/null || echo amd64)
GO=

# compile NAME PACKAGES ARGUMENTS...: go, with how far it is every ten seconds. PACKAGES is about how many there are.
compile() {
  local name=$1 packages=$2 log=$KEPT/$1.log code=0 began=$SECONDS go_pid
  shift 2
  CGO_ENABLED=0 "$GO" "$1" -v -trimpath "${@:2}" >"$log" 2>&1 &
  go_pid=$!
  while kill -0 "$go_pid" 2>/dev/null; do
    sleep 1
    (((SECONDS - began) % 10)) || say "  $name: $(grep -cvE '^go: ' "$log" || true) of about $packages packages after $((SECONDS - began)) s"
  done
  wait "$go_pid" || code=$?
  if ((code)); then
    tail -15 "$log" >&2
    fail "go could not build $name; its whole output is in $log"
  fi
  say "  $name is built after $((SECONDS - began)) s"
}

go_fits() {
  local version
  [[ -n ${1:-} && -x $1 ]] || return 1
  version=$(cd / && "$1" env GOVERSION 2>/dev/null | sed -n 's/^go\([0-9.]*\).*/\1/p')
  [[ -n $version && $(printf '%s\n%s\n' "$version" "$GO_AT_LEAST" | sort -V | head -1) == "$GO_AT_LEAST" ]]
}

find_go() {
  local go
  for go in "$(command -v go || true)" /usr/local/go/bin/go /usr/lib/go-*/bin/go "$KEPT/go/bin/go"; do
    if go_fits "$go"; then
      GO=$go
      return 0
    fi
  done
  return 1
}

# Debian 12 has Go 1.19. It is new enough to fetch a newer one, which is a Go module too.
require_go() {
  find_go && return
  say "there is no Go $GO_AT_LEAST or newer; installing golang-go"
  "$ROOT/lab/install-packages" golang-go || fail "apt could not install golang-go; install Go $GO_AT_LEAST or newer and put it on the PATH"
  find_go && return
  fetch_toolchain "$(command -v go)" && find_go && return
  fail "there is no Go $GO_AT_LEAST or newer; install it and put it on the PATH"
}

fetch_toolchain() {
  local folder
  say "fetching a newer Go as the module $TOOLCHAIN"
  folder=$(cd / && GONOSUMDB=golang.org/toolchain GOFLAGS=-mod=mod "$1" mod download -json "$TOOLCHAIN" | sed -n 's/^\t"Dir": "\(.*\)",\{0,1\}$/\1/p')
  [[ -d $folder ]] || return 1
  cp -r "$folder" "$KEPT/go"
  # A module bears no modes.
  chmod -R u+w "$KEPT/go"
  chmod 755 "$KEPT/go"/bin/* "$KEPT/go"/pkg/tool/*/*
}
