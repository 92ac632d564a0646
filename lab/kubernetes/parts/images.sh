# The images, out of Debian packages and the programs: archives that containerd and Docker load. Kept in target/kubernetes/images.
# shellcheck shell=bash
KUBE_ROUTER_IMAGE=docker.io/cloudnativelabs/kube-router:v$KUBE_ROUTER
PROBE_IMAGE=docker.io/library/alpine:3.22
PAUSE_IMAGE=podspan.test/pause:1
BASE_IMAGE=podspan.test/base:1

build() {
  require_root build
  mkdir -p "$KEPT"
  # Two commands may come at once: the second one finds everything made.
  exec 8>"$KEPT/lock"
  flock -w 5 8 || { say "another command makes programs and images; waiting until it is done"; flock 8; }
  require_packages
  binaries
  mkdir -p "$IMAGES"
  image pause.tar pause_image
  image base-layer.tar base_layer
  image base.tar base_image
  image probe.tar probe_image
  image "kube-router-$KUBE_ROUTER.tar" kube_router_image
  exec 8>&-
}

# image FILE FUNCTION: made under another name first, as an interrupted one must not look complete.
image() {
  [[ -s $IMAGES/$1 ]] && return
  say "making $1"
  rm -f "$IMAGES/$1.part"
  "$2" "$IMAGES/$1.part"
  mv "$IMAGES/$1.part" "$IMAGES/$1"
}

# node_images: what every node has.
node_images() { printf '%s\n' "$IMAGES/pause.tar" "$IMAGES/probe.tar" "$IMAGES/kube-router-$KUBE_ROUTER.tar"; }

pause_image() {
  local folder
  folder=$(mktemp -d)
  gcc -static -O2 -o "$folder/pause" "$HERE/pause.c"
  tar -C "$folder" -cf "$folder/layer.tar" pause
  archive "$1" "$PAUSE_IMAGE" '["/pause"]' "$folder/layer.tar"
  rm -rf "$folder"
}

# Stands in for the image that deploy/member-cluster asks for. Debian's ping has a file capability, and no process without that
# capability may run such a file; a copy has none, and works by the sysctl that the pods set.
probe_image() {
  local folder
  folder=$(mktemp -d)
  mkdir -p "$folder/root/usr/local/bin"
  cp "$(readlink -f "$(command -v ping)")" "$folder/root/usr/local/bin/ping"
  tar -C "$folder/root" -cf "$folder/layer.tar" usr
  archive "$1" "$PROBE_IMAGE" '["/bin/sh"]' "$IMAGES/base-layer.tar" "$folder/layer.tar"
  rm -rf "$folder"
}

base_layer() {
  mmdebstrap --quiet --variant=essential --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --include=iproute2,iptables,ipset,conntrack,iputils-ping,curl,procps,netcat-openbsd \
    --format=tar "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$1" >&2
}

base_image() { archive "$1" "$BASE_IMAGE" '["/bin/sh"]' "$IMAGES/base-layer.tar"; }

# As the official image: the program, a gobgp command line, ip, iptables, ipset.
kube_router_image() {
  local folder
  folder=$(mktemp -d)
  mkdir -p "$folder/root/usr/local/bin"
  cp "$BIN/kube-router" "$(command -v gobgp)" "$folder/root/usr/local/bin/"
  tar -C "$folder/root" -cf "$folder/layer.tar" usr
  archive "$1" "$KUBE_ROUTER_IMAGE" '["/usr/local/bin/kube-router"]' "$IMAGES/base-layer.tar" "$folder/layer.tar"
  rm -rf "$folder"
}

# archive FILE NAME:TAG ENTRYPOINT LAYER.tar...: the layers, a configuration and a manifest in one tar (the format of `docker save`).
archive() {
  local file=$1 name=$2 entrypoint=$3 folder digests=() layers=() layer digest config
  shift 3
  folder=$(mktemp -d "$IMAGES/archive.XXXXXX")
  for layer in "$@"; do
    digest=$(sha256sum "$layer" | cut -d' ' -f1)
    mkdir -p "$folder/$digest"
    ln -s "$(readlink -f "$layer")" "$folder/$digest/layer.tar"
    digests+=("sha256:$digest")
    layers+=("$digest/layer.tar")
  done
  jq -nc --argjson entrypoint "$entrypoint" --arg arch "$(dpkg --print-architecture)" '{architecture: $arch, os: "linux",
    config: {Entrypoint: $entrypoint, Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]},
    rootfs: {type: "layers", diff_ids: $ARGS.positional}}' --args "${digests[@]}" >"$folder/config"
  config=$(sha256sum "$folder/config" | cut -d' ' -f1).json
  mv "$folder/config" "$folder/$config"
  jq -nc --arg config "$config" --arg name "$name" '[{Config: $config, RepoTags: [$name], Layers: $ARGS.positional}]' --args "${layers[@]}" >"$folder/manifest.json"
  (cd "$folder" && tar --dereference -cf "$file" -- *)
  rm -rf "$folder"
}
