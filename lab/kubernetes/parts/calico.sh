# Calico instead of kube-router: its definitions, and Debian's BIRD in a DaemonSet called calico-node.
# shellcheck shell=bash
CALICO_IMAGE=docker.io/calico/node:v3.29.1

# calico_up CLUSTER NAMESPACE: kube-system as Calico's manifest, calico-system as its operator. From one to the other, too.
calico_up() {
  local cluster=$1 namespace=$2 other=kube-system backend='{name: CALICO_NETWORKING_BACKEND, value: bird}'
  case $namespace in
    kube-system)
      other=calico-system
      backend='{name: CALICO_NETWORKING_BACKEND, valueFrom: {configMapKeyRef: {name: calico-config, key: calico_backend}}}'
      ;;
    calico-system) ;;
    *) wrong "'$namespace' is no namespace of Calico; write kube-system or calico-system" ;;
  esac
  calico_build
  # kube-router has given each node its CNI configuration by then.
  # Also while no kubelet has registered its node yet, which ends a wait at once.
  await 120 "the readiness of the nodes of $cluster" ctl "$cluster" wait --for=condition=Ready node --all --timeout=5s
  cluster_load "$cluster" "$IMAGES/calico-node.tar"
  ctl "$cluster" -n kube-system delete daemonset kube-router --ignore-not-found >/dev/null
  ctl "$cluster" -n "$other" delete daemonset calico-node --ignore-not-found >/dev/null
  ctl "$cluster" create namespace "$namespace" >/dev/null 2>&1 || true
  ctl "$cluster" apply -f "$HERE/manifests/calico-crds.yaml" >/dev/null
  ctl "$cluster" wait --for=condition=Established --timeout=60s -f "$HERE/manifests/calico-crds.yaml" >/dev/null
  await 60 "Calico's kinds" ctl "$cluster" get ippools.crd.projectcalico.org
  sed "s|@NAMESPACE@|$namespace|g; s|@CIDR@|10.$(index_of "$cluster").0.0/16|g; s|@BACKEND@|$backend|g" "$HERE/manifests/calico.yaml" |
    ctl "$cluster" apply -f - >/dev/null
  ctl "$cluster" -n "$namespace" rollout status daemonset calico-node --timeout=120s >/dev/null
}

calico_build() {
  command -v birdcl >/dev/null 2>&1 || "$ROOT/lab/install-packages" bird2 || fail "apt could not install bird2"
  exec 8>"$KEPT/lock"
  flock 8
  image calico-node.tar calico_image
  exec 8>&-
}

calico_image() {
  local folder program
  folder=$(mktemp -d)
  mkdir -p "$folder/root/usr/local/bin"
  cp "$HERE/calico-node" "$folder/root/usr/local/bin/calico-node"
  for program in bird birdcl jq; do with_libraries "$(command -v "$program")" "$folder/root"; done
  tar -C "$folder/root" -cf "$folder/layer.tar" usr
  archive "$1" "$CALICO_IMAGE" '["/usr/local/bin/calico-node"]' "$IMAGES/base-layer.tar" "$folder/layer.tar"
  rm -rf "$folder"
}

# with_libraries PROGRAM ROOT: also its libraries, except those of the C library, which the base has. /lib is a link to /usr/lib there.
with_libraries() {
  local library
  cp "$1" "$2/usr/local/bin/"
  while read -r library; do
    mkdir -p "$2/usr${library%/*}"
    cp -L "$library" "$2/usr$library"
  done < <(ldd "$1" | awk '$3 ~ /^\/lib\// && $3 !~ /\/lib(c|m|resolv|pthread|dl|rt)\.so/ { print $3 }')
}
