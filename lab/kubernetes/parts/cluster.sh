# A cluster: etcd and the control plane in the rig's network, then its nodes, then kube-router.
# shellcheck shell=bash

cluster_up() {
  local name=$1 index=$2 nodes=$3 number
  require_name "$name"
  require_digit "$index" INDEX
  require_digit "$nodes" NODES
  require_unused "$name" "$index"
  build
  network_up
  mkdir -p "$(cluster_folder "$name")/nodes"
  printf '%s\n' "$index" >"$(cluster_folder "$name")/index"
  control_plane "$name" "$index"
  ctl "$name" apply -f "$HERE/manifests/kube-router.yaml" >/dev/null
  local starts=()
  for number in $(seq "$nodes"); do
    node_up "$name" "$number" &
    starts+=($!)
  done
  for number in "${starts[@]}"; do wait "$number" || fail "a node of $name did not start; see the logs in $(cluster_folder "$name")"; done
  say "cluster $name is up: $nodes nodes, API $(api_of "$index"), kubeconfig $(cluster_folder "$name")/kubeconfig"
}

require_unused() {
  local name other
  for name in $(clusters); do
    other=$(index_of "$name")
    [[ $name != "$1" || $other == "$2" ]] || fail "the cluster $1 is there already with the index $other"
    [[ $name == "$1" || $other != "$2" ]] || fail "the index $2 is that of the cluster $name; give $1 another one"
  done
}

control_plane() {
  local name=$1 index=$2 folder
  folder=$(cluster_folder "$name")
  certificates "$name" "$index"
  printf 'admin-%s,admin,admin,system:masters\n' "$name" >"$folder/tokens"
  for number in $(seq 9); do printf 'node-%s-%s,system:node:%s-%s,%s-%s,system:nodes\n' "$name" "$number" "$name" "$number" "$name" "$number"; done >>"$folder/tokens"
  chmod 600 "$folder/tokens"
  kubeconfig "$folder/kubeconfig" "$name" "$(api_of "$index")" "admin-$name" "$folder/ca.crt"
  alive "$folder/etcd.pid" || start_etcd "$index" "$folder"
  alive "$folder/api.pid" || start_api "$index" "$folder"
  await 120 "the start of the API server of $name" ctl "$name" get --raw /readyz
  alive "$folder/controllers.pid" || start "$folder/controllers.log" nsenter --net="/run/netns/$NETNS" -- "$BIN/hyperkube" kube-controller-manager \
    --kubeconfig="$folder/kubeconfig" --allocate-node-cidrs --cluster-cidr="10.$index.0.0/16" --service-account-private-key-file="$folder/accounts.key" \
    --root-ca-file="$folder/ca.crt" --leader-elect=false --secure-port=0 --node-monitor-period=2s >"$folder/controllers.pid"
  alive "$folder/scheduler.pid" || start "$folder/scheduler.log" nsenter --net="/run/netns/$NETNS" -- "$BIN/hyperkube" kube-scheduler \
    --kubeconfig="$folder/kubeconfig" --leader-elect=false --secure-port=0 >"$folder/scheduler.pid"
}

certificates() {
  local name=$1 index=$2 folder
  folder=$(cluster_folder "$name")
  [[ -s $folder/accounts.pub ]] && return
  (
    cd "$folder"
    umask 077
    openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj "/CN=$name" -keyout ca.key -out ca.crt
    openssl req -newkey rsa:2048 -nodes -subj /CN=kube-apiserver -keyout api.key -out api.csr
    openssl x509 -req -in api.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 365 -out api.crt \
      -extfile <(printf 'subjectAltName=IP:%s,IP:10.10%s.0.1,DNS:kubernetes.default.svc\n' "$HOST" "$index")
    openssl genrsa -out accounts.key 2048
    openssl rsa -in accounts.key -pubout -out accounts.pub
  ) >"$folder/openssl.log" 2>&1 || fail "openssl could not make the certificates of $name; see $folder/openssl.log"
}

# Each cluster has its own: what belongs to it goes away with its folder. Not synced to disk: it need not survive a power cut.
start_etcd() {
  local client=http://127.0.0.1:1237$1 peer=http://127.0.0.1:1238$1
  start "$2/etcd.log" nsenter --net="/run/netns/$NETNS" -- "$BIN/etcd" --data-dir "$2/etcd" --listen-client-urls "$client" --advertise-client-urls "$client" \
    --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "default=$peer" --unsafe-no-fsync --log-level=warn >"$2/etcd.pid"
}

start_api() {
  local index=$1 folder=$2
  start "$folder/api.log" nsenter --net="/run/netns/$NETNS" -- "$BIN/hyperkube" kube-apiserver --etcd-servers="http://127.0.0.1:1237$index" \
    --bind-address="$HOST" --secure-port="644$index" --advertise-address="$HOST" --service-cluster-ip-range="10.10$index.0.0/16" \
    --authorization-mode=Node,RBAC --token-auth-file="$folder/tokens" --client-ca-file="$folder/ca.crt" \
    --tls-cert-file="$folder/api.crt" --tls-private-key-file="$folder/api.key" --service-account-issuer=https://kubernetes.default.svc \
    --service-account-key-file="$folder/accounts.pub" --service-account-signing-key-file="$folder/accounts.key" --allow-privileged \
    --kubelet-preferred-address-types=InternalIP >"$folder/api.pid"
}

# kubeconfig FILE NAME SERVER TOKEN CA: one file, with everything in it.
kubeconfig() {
  (
    umask 077
    cat >"$1.part" <<K
apiVersion: v1
kind: Config
clusters:
- {name: $2, cluster: {server: "$3", certificate-authority-data: $(base64 -w0 "$5")}}
users:
- {name: $2, user: {token: "$4"}}
contexts:
- {name: $2, context: {cluster: $2, user: $2}}
current-context: $2
K
  )
  mv "$1.part" "$1"
}

ctl() {
  local name=$1
  shift
  in_rig "$BIN/hyperkube" kubectl --kubeconfig "$(cluster_folder "$name")/kubeconfig" --cache-dir "$FOLDER/kubectl-cache" "$@"
}

cluster_load() {
  local name=$1 node
  shift
  for node in $(nodes_of "$name"); do load_images "$node" "$@"; done
}

member_apply() { ctl "$1" apply -k "$ROOT/deploy/member-cluster" >/dev/null; }

status() {
  local name node up=false
  rig_there && up=true
  if [[ ${1:-} == -o && ${2:-} == json ]]; then
    status_json "$up"
    return
  fi
  printf 'rig %s: %s, address %s, this machine is %s, folder %s\n' "$ID" "$([[ $up == true ]] && echo up || echo down)" "$HOST" "$OUTSIDE" "$FOLDER"
  for name in $(clusters); do
    printf '  %-10s API %s (%s), pods 10.%s.0.0/16, kubeconfig %s\n' "$name" "$(api_of "$(index_of "$name")")" \
      "$(alive "$(cluster_folder "$name")/api.pid" && echo runs || echo "does not run")" "$(index_of "$name")" "$(cluster_folder "$name")/kubeconfig"
    for node in $(nodes_of "$name"); do
      printf '    %-12s %s, kubelet %s\n' "$node" "$(node_address "$node")" "$(alive "$(node_folder "$node")/kubelet.pid" && echo runs || echo "does not run")"
    done
  done
}

status_json() {
  local name node
  {
    for name in $(clusters); do
      jq -nc --arg name "$name" --argjson index "$(index_of "$name")" --arg kubeconfig "$(cluster_folder "$name")/kubeconfig" \
        '{name: $name, index: $index, kubeconfig: $kubeconfig, nodes: $ARGS.positional}' \
        --args $(for node in $(nodes_of "$name"); do printf '%s=%s ' "$node" "$(node_address "$node")"; done)
    done
  } | jq -s --arg id "$ID" --arg host "$HOST" --arg outside "$OUTSIDE" --arg folder "$FOLDER" --argjson up "$1" \
    '{id: $id, up: $up, address: $host, outside: $outside, folder: $folder, clusters: map(.nodes |= map(split("=") | {name: .[0], address: .[1]}))}'
}
