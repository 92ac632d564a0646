# The rig's network: a namespace of its own, so that this machine's firewall does not meet the traffic between nodes; a bridge in it
# that all nodes hang on; and a link by which this machine reaches it.
# shellcheck shell=bash

in_rig() { nsenter --net="/run/netns/$NETNS" -- "$@"; }

rig_there() { [[ -e /run/netns/$NETNS ]] && in_rig true 2>/dev/null; }

# Whether this process is in the rig's network: then this machine's end of the link is out of sight, and was made before.
inside_rig() { [[ /proc/self/ns/net -ef /run/netns/$NETNS ]]; }

# The bridge bears the folder of its rig: two checkouts must not take the same id for two rigs.
folder_of_rig() { in_rig ip -j link show rig0 2>/dev/null | jq -r '.[0].ifalias // empty'; }

require_own_rig() {
  local folder
  folder=$(folder_of_rig)
  [[ -z $folder || $folder == "$FOLDER" || ! -d $folder ]] ||
    fail "the rig $ID is up already, from the folder $folder; take that one down, or set PODSPAN_RIG and PODSPAN_RIG_SUBNET for a second rig"
}

network_up() {
  require_root sh
  lock
  if rig_there && in_rig ip link show rig0 >/dev/null 2>&1; then
    require_own_rig
  else
    require_free_subnet
    rm -f "/run/netns/$NETNS"
    ip netns add "$NETNS"
    in_rig ip link set lo up
    in_rig ip link add rig0 type bridge
    in_rig ip link set rig0 alias "$FOLDER" up
    in_rig ip addr add "$HOST/24" dev rig0
    in_rig sysctl -qw net.ipv4.ip_forward=1
  fi
  inside_rig || ip link show "$DOOR" >/dev/null 2>&1 || open_door
  unlock
}

require_free_subnet() {
  local taken
  taken=$(ip -j -4 route show root "$SUBNET.0/24" | jq -r '.[0].dev // empty')
  [[ -z $taken || $taken == "$DOOR" ]] ||
    fail "the subnet $SUBNET.0/24 is in use on this machine (interface $taken); set PODSPAN_RIG_SUBNET to another one, such as 198.18.65"
}

# It goes away with the rig's namespace.
open_door() {
  ip link add "$DOOR" type veth peer name door netns "$NETNS"
  in_rig ip link set door master rig0 up
  ip addr add "$OUTSIDE/24" dev "$DOOR"
  ip link set "$DOOR" up
}
