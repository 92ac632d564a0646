package io.podspan.peeringservice.peering;

import java.util.ArrayList;
import java.util.List;

/** One exact change of one cluster's router configuration, and its own reverse. */
public sealed interface RouterChange {

  /** Back to what was before. */
  RouterChange reversed();

  /** The diff, a line per change, {@code + --peer-router-ips=192.0.2.1}; without secrets. */
  List<String> diff();

  /** The name of what makes it. */
  String driver();

  /** Whether nothing is to be changed. */
  default boolean isEmpty() {
    return diff().isEmpty();
  }

  /**
   * A container's flags.
   *
   * @param field {@code args} or {@code command}
   * @param former the whole list before
   * @param wanted the whole list after
   * @param strategy the update strategy to restore afterwards, as JSON
   */
  record FlagChange(
      String namespace,
      String daemonSet,
      String container,
      String field,
      List<String> former,
      List<String> wanted,
      String strategy)
      implements RouterChange {
    public FlagChange {
      former = List.copyOf(former);
      wanted = List.copyOf(wanted);
    }

    @Override
    public RouterChange reversed() {
      return new FlagChange(namespace, daemonSet, container, field, wanted, former, strategy);
    }

    @Override
    public List<String> diff() {
      List<String> removed = new ArrayList<>(PeerFlags.shown(former));
      List<String> added = new ArrayList<>(PeerFlags.shown(wanted));
      PeerFlags.shown(wanted).forEach(removed::remove);
      PeerFlags.shown(former).forEach(added::remove);
      List<String> diff = new ArrayList<>();
      removed.forEach(flag -> diff.add("- " + flag));
      added.forEach(flag -> diff.add("+ " + flag));
      return List.copyOf(diff);
    }

    @Override
    public String driver() {
      return "kube-router-flags";
    }
  }

  /** Calico objects that come and go. */
  record ObjectChange(List<RouterObject> created, List<RouterObject> deleted)
      implements RouterChange {
    public ObjectChange {
      created = List.copyOf(created);
      deleted = List.copyOf(deleted);
    }

    @Override
    public RouterChange reversed() {
      return new ObjectChange(deleted, created);
    }

    @Override
    public List<String> diff() {
      List<String> diff = new ArrayList<>();
      deleted.forEach(object -> diff.add("- " + object.shown()));
      created.forEach(object -> diff.add("+ " + object.shown()));
      return List.copyOf(diff);
    }

    @Override
    public String driver() {
      return "calico-bgppeer";
    }
  }

  /** A Calico object of ours. */
  sealed interface RouterObject {
    String name();

    /** The interconnect that it is labelled with. */
    String interconnect();

    String shown();
  }

  /** All nodes peer with this address. */
  record PeerObject(String name, String interconnect, String peerIp, long asn)
      implements RouterObject {
    @Override
    public String shown() {
      return "BGPPeer " + name + ": peerIP " + peerIp + ", asNumber " + asn;
    }
  }

  /**
   * Tells Calico that these addresses are pods elsewhere, so that traffic to them keeps its source
   * address: disabled (no pod here gets one), not NATed, not announced.
   */
  record PoolObject(String name, String interconnect, String cidr) implements RouterObject {
    @Override
    public String shown() {
      return "IPPool "
          + name
          + ": cidr "
          + cidr
          + ", disabled, natOutgoing false, disableBGPExport true";
    }
  }
}
