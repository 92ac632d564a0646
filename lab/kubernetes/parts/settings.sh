# What the rig is called and where it keeps its things. A rig is known by its id: the names of its namespaces and interfaces begin with it.
# shellcheck shell=bash disable=SC2034 # the other parts use these
ROOT=$(cd -- "$HERE/../.." && pwd)
ID=${PODSPAN_RIG:-rig}
SUBNET=${PODSPAN_RIG_SUBNET:-198.18.64}
FOLDER=${PODSPAN_RIG_FOLDER:-$ROOT/.podspan/kubernetes/$ID}

HOST=$SUBNET.1                    # the rig's own address: API servers, and what `rig sh` starts
OUTSIDE=$SUBNET.254               # this machine, as the rig sees it
NETNS=rig-$ID                     # the rig's network namespace; a node's is rig-ID-NODE
DOOR=rig-$ID                      # this machine's end of its link to the rig
KEPT=$ROOT/target/kubernetes      # programs and images: made once, shared by all rigs of the checkout
BIN=$KEPT/bin
IMAGES=$KEPT/images
export TMPDIR=$KEPT/tmp           # also of what is started: containerd and runc leave files there when they are killed

say() { printf 'rig: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

[[ $ID =~ ^[a-z][a-z0-9]{0,7}$ ]] || fail "PODSPAN_RIG is '$ID'; write 1 to 8 characters of a-z and 0-9, the first a letter"
[[ $SUBNET =~ ^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}$ ]] || fail "PODSPAN_RIG_SUBNET is '$SUBNET'; write three numbers, such as 198.18.64"
mkdir -p "$(dirname -- "$FOLDER")"
FOLDER=$(cd -- "$(dirname -- "$FOLDER")" && pwd -P)/$(basename -- "$FOLDER")
case $FOLDER/ in
  # A node has its own /run, /var/lib and /var/log over these.
  /run/* | /var/lib/* | /var/log/*) fail "the folder $FOLDER would be hidden from the rig's nodes; set PODSPAN_RIG_FOLDER to one outside /run, /var/lib and /var/log" ;;
esac

mkdir -p "$TMPDIR"

require_root() {
  [[ $(uname -s) == Linux ]] || fail "real clusters need Linux, and this is $(uname -s)"
  [[ $(id -u) -eq 0 ]] || fail "real clusters need root: sudo $HERE/rig $*"
  unshare --net --mount true 2>/dev/null || fail "root may not create namespaces here; in a container, add the capability CAP_SYS_ADMIN"
}

require_name() { [[ $1 =~ ^[a-z][a-z0-9]{0,9}$ ]] || fail "'$1' is no name for a cluster; write 1 to 10 characters of a-z and 0-9, the first a letter"; }

require_digit() { [[ $1 =~ ^[1-9]$ ]] || fail "$2 is '$1'; write a number from 1 to 9"; }

# One command at a time changes the rig's network, or takes things away.
lock() {
  exec 9>"$(dirname -- "$FOLDER")/$ID.lock"
  flock 9
}

unlock() { exec 9>&-; }

# The facts of a cluster are files in its folder.
cluster_folder() { printf '%s/clusters/%s' "$FOLDER" "$1"; }

index_of() { cat "$(cluster_folder "$1")/index" 2>/dev/null || fail "there is no cluster $1 in the rig $ID; make it: $HERE/rig up $1 INDEX"; }

clusters() { folders_in "$FOLDER/clusters"; }

nodes_of() { folders_in "$(cluster_folder "$1")/nodes"; }

folders_in() { [[ ! -d $1 ]] || find "$1" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort; }

api_of() { printf 'https://%s:644%s' "$HOST" "$1"; }

node_folder() { printf '%s/nodes/%s' "$(cluster_folder "${1%-*}")" "$1"; }

# await SECONDS WHAT COMMAND...: until the command succeeds.
await() {
  local until=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < until)) || fail "$what did not happen in time; see the logs in $FOLDER"
    sleep 0.2
  done
}

# start LOG COMMAND...: a process that goes on when this script has ended; prints its id.
start() {
  local log=$1
  shift
  setsid "$@" >>"$log" 2>&1 </dev/null 8>&- 9>&- &
  printf '%s\n' $!
}

# alive PIDFILE: the process runs, and it is still the one that was started (its command line names a file of the rig, or its namespace).
alive() {
  local pid
  pid=$(cat "$1" 2>/dev/null) && [[ -n $pid && -d /proc/$pid ]] && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -e "$FOLDER" -e "$NETNS"
}
