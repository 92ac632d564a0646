# The programs: taken from a folder where they lie ready, else built from their Go modules. Kept in target/kubernetes/bin.
# shellcheck shell=bash
KUBERNETES=1.34.4
ETCD=3.6.16
KUBE_ROUTER=2.1.0
KUBE_ROUTER_MODULE=github.com/cloudnativelabs/kube-router/v2

# Package, and a file that shows it is installed.
missing_packages() {
  local package file
  while read -r package file; do
    [[ -e $file || -e /usr$file ]] || printf '%s ' "$package"
  done <<'LIST'
containerd /usr/bin/containerd
runc /usr/sbin/runc
containernetworking-plugins /usr/lib/cni/bridge
iproute2 /sbin/ip
iptables /usr/sbin/iptables
iputils-ping /bin/ping
openssl /usr/bin/openssl
curl /usr/bin/curl
jq /usr/bin/jq
gcc /usr/bin/gcc
libc6-dev /usr/include/stdlib.h
xz-utils /usr/bin/xz
mmdebstrap /usr/bin/mmdebstrap
gobgpd /usr/bin/gobgp
util-linux /usr/bin/nsenter
procps /bin/ps
LIST
}

require_packages() {
  local missing
  missing=$(missing_packages)
  [[ -z $missing ]] && return
  command -v apt-get >/dev/null 2>&1 || fail "real clusters need these Debian packages: $missing"
  say "installing the Debian packages that the rig needs: $missing"
  # shellcheck disable=SC2086 # a list of words
  "$ROOT/lab/install-packages" $missing || fail "apt could not install $missing"
}

# Where programs lie ready; empty when they are nowhere.
ready_folder() {
  if [[ -n ${PODSPAN_KUBERNETES_BINARIES:-} ]]; then
    [[ -d $PODSPAN_KUBERNETES_BINARIES ]] || fail "PODSPAN_KUBERNETES_BINARIES is $PODSPAN_KUBERNETES_BINARIES, and there is no such folder"
    printf '%s' "$PODSPAN_KUBERNETES_BINARIES"
  elif [[ -d $ROOT/../shared/kubernetes/bin ]]; then
    printf '%s' "$ROOT/../shared/kubernetes/bin"
  fi
}

# Exits with 1 when a program would have to be compiled.
ready() {
  local file folder missing=()
  folder=$(ready_folder)
  for file in "hyperkube-$KUBERNETES" "etcd-$ETCD" "kube-router-$KUBE_ROUTER"; do
    [[ -x $BIN/$file || -n $folder && (-s $folder/$file.xz || -s $folder/$file) ]] || missing+=("$file")
  done
  ((${#missing[@]} == 0)) && return
  say "these programs are not at hand: ${missing[*]}; set PODSPAN_KUBERNETES_BINARIES to a folder that has them, or run: $HERE/rig build"
  exit 1
}

binaries() {
  mkdir -p "$BIN"
  binary hyperkube "hyperkube-$KUBERNETES" build_module hyperkube 2700 \
    "-X k8s.io/component-base/version.gitVersion=v$KUBERNETES -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=34"
  binary etcd "etcd-$ETCD" build_module etcd 1000 ""
  binary kube-router "kube-router-$KUBE_ROUTER" build_kube_router
}

# binary NAME FILE BUILD...: FILE is its name in the folder of ready programs, perhaps with .xz.
binary() {
  local name=$1 file=$2 ready
  shift 2
  # The name bears the version: another version is another file.
  if [[ ! -x $BIN/$file ]]; then
    ready=$(ready_folder)
    if [[ -n $ready && -s $ready/$file.xz ]]; then
      xz -dc "$ready/$file.xz" >"$BIN/$file.part"
    elif [[ -n $ready && -s $ready/$file ]]; then
      cp "$ready/$file" "$BIN/$file.part"
    else
      [[ -z $ready ]] || say "there is neither $file nor $file.xz in $ready"
      say "building $file from its Go module; it is kept in $BIN"
      "$@" "$BIN/$file.part"
    fi
    chmod 755 "$BIN/$file.part"
    mv "$BIN/$file.part" "$BIN/$file"
  fi
  ln -sfn "$file" "$BIN/$name"
}

# build_module FOLDER PACKAGES LINKER_FLAGS OUTPUT: a program of a Go module in this folder. The build changes go.sum, so it works on a copy.
build_module() {
  local from=$1 packages=$2 flags=$3 output=$4 copy
  require_go
  copy=$(mktemp -d "$BIN/$from.XXXXXX")
  cp "$HERE/$from"/{main.go,go.mod,go.sum} "$copy"
  (cd "$copy" && compile "$from" "$packages" build -mod=mod -ldflags "-s -w $flags" -o "$output" .)
  rm -rf "$copy"
}

build_kube_router() {
  local output=$1 into
  require_go
  into=$(mktemp -d "$BIN/kube-router.XXXXXX")
  GOBIN=$into compile kube-router 1200 install -ldflags "-s -w" "$KUBE_ROUTER_MODULE/cmd/kube-router@v$KUBE_ROUTER"
  mv "$into/kube-router" "$output"
  rm -rf "$into"
}
