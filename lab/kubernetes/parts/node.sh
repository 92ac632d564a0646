# A node: a network, a mount and a host name namespace, with containerd and kubelet in them.
# shellcheck shell=bash
SOCKET=/run/containerd/containerd.sock
CONTAINERS_WEIGH=16   # processes of this machine

node_address() { printf '%s.%s%s' "$SUBNET" "$(index_of "${1%-*}")" "${1##*-}"; }

netns_of() { printf '%s-%s' "$NETNS" "$1"; }

# on_node NODE COMMAND...
on_node() {
  local holder
  holder=$(cat "$(node_folder "$1")/holder.pid" 2>/dev/null) || fail "there is no node $1 in the rig $ID; see $HERE/rig status"
  shift
  nsenter -t "$holder" -n -m -u -- "$@"
}

node_join() {
  require_digit "$2" NUMBER
  index_of "$1" >/dev/null
  node_up "$1" "$2"
}

node_up() {
  local cluster=$1 node=$1-$2 folder
  folder=$(node_folder "$node")
  mkdir -p "$folder"/{cni,lib,log}
  node_network "$cluster" "$2"
  if ! alive "$folder/holder.pid"; then
    rm -f "$folder/inside"
    start "$folder/holder.log" nsenter --net="/run/netns/$(netns_of "$node")" -- unshare -m -u --propagation private \
      "$HERE/parts/inside-node" "$node" "$folder" >"$folder/holder.pid"
    await 10 "the start of the node $node" test -e "$folder/inside"
  fi
  start_containerd "$node" "$folder"
  start_kubelet "$node" "$folder"
}

node_network() {
  local index netns number=$2 end
  index=$(index_of "$1")
  netns=$(netns_of "$1-$2")
  end=node$index$number
  [[ -e /run/netns/$netns ]] && in_rig ip link show "$end" >/dev/null 2>&1 && return
  ip netns del "$netns" 2>/dev/null || true
  ip netns add "$netns"
  in_rig ip link add "$end" type veth peer name eth0 netns "$netns"
  in_rig ip link set "$end" master rig0 up
  ip -n "$netns" link set lo up
  ip -n "$netns" addr add "$SUBNET.$index$number/24" dev eth0
  ip -n "$netns" link set eth0 up
  ip -n "$netns" route add default via "$HOST"
  ip netns exec "$netns" sysctl -qw net.ipv4.ip_forward=1
  # There is no service proxy. The one service that everybody needs is the API.
  for chain in OUTPUT PREROUTING; do
    ip netns exec "$netns" iptables -t nat -A $chain -d "10.10$index.0.1" -p tcp --dport 443 -j DNAT --to-destination "$HOST:644$index"
  done
}

# All containers of this machine are in one cgroup. With the weight of a single process, which it has by default, they would starve beside
# a build: kube-router's liveness probe, of one second, then restarts it again and again.
weight_of_containers() {
  local cgroup=/sys/fs/cgroup/cpu/k8s.io
  [[ -f /sys/fs/cgroup/cpu/cpu.shares ]] || return 0
  mkdir -p "$cgroup" && printf '%s' $((CONTAINERS_WEIGH * 1024)) >"$cgroup/cpu.shares" || say "could not set the weight of $cgroup; pods are slow beside other work"
}

start_containerd() {
  local node=$1 folder=$2
  alive "$folder/containerd.pid" && return
  weight_of_containers
  sed "s|@FOLDER@|$folder|g" "$HERE/manifests/containerd.toml" >"$folder/containerd.toml"
  start "$folder/containerd.log" nsenter -t "$(cat "$folder/holder.pid")" -n -m -u -- containerd -c "$folder/containerd.toml" >"$folder/containerd.pid"
  await 60 "the start of containerd on $node" on_node "$node" ctr -a $SOCKET version
  # shellcheck disable=SC2046 # a list of words
  load_images "$node" $(node_images)
}

# load_images NODE FILE...
load_images() {
  local node=$1 file
  shift
  for file in "$@"; do
    on_node "$node" ctr -a $SOCKET -n k8s.io images import "$(readlink -f "$file")" >/dev/null || fail "could not load $file into $node"
  done
}

start_kubelet() {
  local node=$1 folder=$2 cluster=${1%-*}
  alive "$folder/kubelet.pid" && return
  sed "s|@INDEX@|$(index_of "$cluster")|g; s|@FOLDER@|$folder|g" "$HERE/manifests/kubelet.yaml" >"$folder/kubelet.yaml"
  kubeconfig "$folder/kubeconfig" "$cluster" "$(api_of "$(index_of "$cluster")")" "node-$node" "$(cluster_folder "$cluster")/ca.crt"
  start "$folder/kubelet.log" nsenter -t "$(cat "$folder/holder.pid")" -n -m -u -- "$BIN/hyperkube" kubelet --kubeconfig="$folder/kubeconfig" \
    --config="$folder/kubelet.yaml" --hostname-override="$node" --node-ip="$(node_address "$node")" --v=1 >"$folder/kubelet.pid"
}

# The machine goes first, as one that is switched off; then its Node object.
node_leave() {
  local node=$1-$2
  [[ -d $(node_folder "$node") ]] || fail "there is no node $node in the rig $ID; see $HERE/rig status"
  node_down "$node"
  ctl "$1" delete node "$node" --wait=false >/dev/null
}

# in_pod CLUSTER NAMESPACE/POD COMMAND...: in the network of the pod; exec, so that a signal reaches the command.
in_pod() {
  local pid
  pid=$(pid_of_pod "$1" "$2")
  shift 2
  exec nsenter -t "$pid" -n -- "$@"
}

pid_of_pod() {
  local uid pid
  uid=$(ctl "$1" -n "${2%%/*}" get pod "${2#*/}" -o 'jsonpath={.metadata.uid}')
  pid=$(process_of_pod "$uid")
  [[ -n $pid ]] || fail "no process of the pod $2 of $1 runs on this machine"
  printf '%s\n' "$pid"
}

# A container has its pod's uid in its mounts, and an image as its root. Kubelet and containerd see these mounts with the node's root.
process_of_pod() {
  local file
  { grep -lF "/pods/$1/" /proc/[0-9]*/mountinfo 2>/dev/null || true; } | while read -r file; do
    if grep -q "^[0-9 ]* [0-9:]* / / .*upperdir=$FOLDER/" "$file" 2>/dev/null; then basename "$(dirname "$file")"; fi
  done | sed -n 1p
}
