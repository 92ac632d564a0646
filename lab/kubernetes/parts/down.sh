# Takes away processes, namespaces, mounts and cgroups. Looks at what is there, and at no list of its own: so it also works after a
# rig was killed half-way.
# shellcheck shell=bash

down() {
  require_root down
  # Two may come at once: the guard of a process, and the process itself.
  lock
  rig_there && require_own_rig
  if [[ -n $1 ]]; then
    cluster_down "$1"
  else
    rig_down
  fi
  unlock
}

rig_down() {
  local name netns
  for name in $(clusters); do control_plane_down "$name"; done
  end_all all_pids
  # Takes the other end of the link along. A namespace that this process is in goes away only with it.
  ! rig_there || in_rig ip link del door 2>/dev/null || true
  for netns in $(ip netns list | awk -v prefix="$NETNS-" 'index($1, prefix) == 1 {print $1}') "$NETNS"; do netns_down "$netns"; done
  ip link del "$DOOR" 2>/dev/null || true
  cgroups_down "$FOLDER"
  rm -rf --one-file-system "$FOLDER"
  shared_down
  say "the rig $ID is down"
}

# What all rigs of this machine share. To remove a folder takes away the mounts on it, those of other rigs' nodes as well: their pods
# would get no network any more.
shared_down() {
  [[ -z $(ip netns list | awk '/^rig-/') ]] || return 0
  rmdir /etc/cni/net.d /etc/cni /sys/fs/cgroup{,/*}/k8s.io 2>/dev/null || true
}

cluster_down() {
  local node
  [[ -d $(cluster_folder "$1") ]] || fail "there is no cluster $1 in the rig $ID; see $HERE/rig status"
  control_plane_down "$1"
  for node in $(nodes_of "$1"); do node_down "$node"; done
  rm -rf --one-file-system "$(cluster_folder "$1")"
  say "the cluster $1 is down"
}

control_plane_down() {
  local pid
  for pid in controllers scheduler api etcd; do
    alive "$(cluster_folder "$1")/$pid.pid" && kill -9 "$(cat "$(cluster_folder "$1")/$pid.pid")" 2>/dev/null || true
  done
}

node_down() {
  local folder
  folder=$(node_folder "$1")
  end_all node_pids "$1"
  netns_down "$(netns_of "$1")"
  cgroups_down "$folder"
  rm -rf --one-file-system "$folder"
}

netns_down() {
  [[ -e /run/netns/$1 ]] || return 0
  ip netns del "$1" 2>/dev/null || rm -f "/run/netns/$1"
}

# end_all LIST...: kills what the command lists, until it lists nothing. Processes that were starting show up in the next round.
end_all() {
  local pids
  for _ in $(seq 100); do
    pids=$("$@" | sort -un | foreign)
    [[ -n $pids ]] || return 0
    # shellcheck disable=SC2086 # a list of words
    kill -9 $pids 2>/dev/null || true
    sleep 0.1
  done
  fail "these processes do not end: $(echo $pids)"
}

# In the node's network, or with a mount of the node's folder: its own namespaces, and those of its pods.
node_pids() {
  ip netns pids "$(netns_of "$1")" 2>/dev/null || true
  pids_with_mounts_of "$(node_folder "$1")"
}

all_pids() {
  local netns
  for netns in $(ip netns list 2>/dev/null | awk '{print $1}' | grep -E "^$NETNS(-|$)" || true); do ip netns pids "$netns" 2>/dev/null || true; done
  pids_with_mounts_of "$FOLDER"
}

# A mount shows its folder as it is called on its file system.
pids_with_mounts_of() {
  local folder=$1 top
  top=$(stat -c %m "$FOLDER" 2>/dev/null || echo /)
  grep -lF "${folder#"${top%/}"}/" /proc/[0-9]*/mountinfo 2>/dev/null | cut -d/ -f3 || true
}

# Who takes the rig down may run in it: this script, its helpers, and those who called it stay. What is gone meanwhile is dropped, too.
foreign() {
  local pid own
  own=" $(ancestors $$)"
  while read -r pid; do
    [[ -d /proc/$pid && $own != *" $pid "* && " $(ancestors "$pid")" != *" $$ "* ]] && printf '%s ' "$pid"
  done
  return 0
}

# ancestors PID: itself and its parents, each followed by a blank.
ancestors() {
  local pid=$1 key value
  while [[ -n $pid && $pid != 0 ]]; do
    printf '%s ' "$pid"
    value=
    while read -r key value; do [[ $key != PPid: ]] || break; done 2>/dev/null <"/proc/$pid/status" || value=
    pid=$value
  done
}

# Those of containers are called by their ids, which containerd keeps as folders. A process that was killed is in its cgroup until its
# parent has taken note of it.
cgroups_down() {
  local container ids=()
  for container in "$1"/{,clusters/*/nodes/*/}lib/containerd/io.containerd.grpc.v1.cri/{containers,sandboxes}/*; do
    [[ ! -d $container ]] || ids+=("${container##*/}")
  done
  for _ in $(seq 20); do
    remove_cgroups "${ids[@]+"${ids[@]}"}" && break
    sleep 0.1
  done
}

# remove_cgroups ID...: 1 when one is still there.
remove_cgroups() {
  local id cgroup left=0
  for id in "$@"; do
    for cgroup in /sys/fs/cgroup{,/*}/k8s.io/"$id"; do
      [[ ! -d $cgroup ]] || rmdir "$cgroup" 2>/dev/null || left=1
    done
  done
  return $left
}

# Somebody who guards the rig uses it.
require_unguarded() {
  local token pid
  for token in "$FOLDER"/guard-*; do
    pid=${token##*-}
    [[ ! -e $token || ! -d /proc/$pid ]] || fail "the rig $ID is in use by the process $pid; end it, or set PODSPAN_RIG and PODSPAN_RIG_SUBNET for a second rig"
  done
}

# guard PID: in the background, with none of the caller's files. The file is gone when the rig was taken down before.
guard() {
  local token=$FOLDER/guard-$1
  [[ -d /proc/$1 ]] || fail "there is no process $1 to guard the rig for"
  mkdir -p "$FOLDER"
  touch "$token"
  setsid bash -c 'while [[ -d /proc/$1 && -e $3 ]]; do sleep 0.5; done; [[ ! -e $3 ]] || exec "$2" down' \
    guard "$1" "$HERE/rig" "$token" >>"$(dirname -- "$FOLDER")/$ID.guard.log" 2>&1 </dev/null &
}
