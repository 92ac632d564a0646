package io.podspan.events;

/**
 * What operators want: the clusters there are and which of them are to be joined. The topic is
 * compacted and carries whole states, so whoever reads it from its beginning knows the world
 * ({@code io.podspan.events.world.World}).
 */
public sealed interface IntentEvent extends Event {

  /**
   * The key prefix of clusters; keys of clusters and interconnects share one topic and must not
   * meet.
   */
  String CLUSTER_PREFIX = "cluster/";

  /** The key prefix of interconnects. */
  String INTERCONNECT_PREFIX = "interconnect/";

  /** A cluster is known from now on. */
  record ClusterRegistered(ClusterState cluster) implements IntentEvent {
    public ClusterRegistered {
      Require.present(cluster, "cluster");
    }

    @Override
    public String subject() {
      return CLUSTER_PREFIX + cluster.name();
    }
  }

  /** A known cluster looks different now: nodes, CIDRs, access. */
  record ClusterChanged(ClusterState cluster) implements IntentEvent {
    public ClusterChanged {
      Require.present(cluster, "cluster");
    }

    @Override
    public String subject() {
      return CLUSTER_PREFIX + cluster.name();
    }
  }

  /** A cluster is not known any more. */
  record ClusterRemoved(String cluster) implements IntentEvent {
    public ClusterRemoved {
      Require.text(cluster, "cluster");
    }

    @Override
    public String subject() {
      return CLUSTER_PREFIX + cluster;
    }
  }

  /** These clusters are to be joined. */
  record InterconnectDeclared(InterconnectState interconnect) implements IntentEvent {
    public InterconnectDeclared {
      Require.present(interconnect, "interconnect");
    }

    @Override
    public String subject() {
      return INTERCONNECT_PREFIX + interconnect.name();
    }
  }

  /** An interconnect has other members or reflectors now. */
  record InterconnectChanged(InterconnectState interconnect) implements IntentEvent {
    public InterconnectChanged {
      Require.present(interconnect, "interconnect");
    }

    @Override
    public String subject() {
      return INTERCONNECT_PREFIX + interconnect.name();
    }
  }

  /**
   * The clusters of an interconnect are not to be joined any more; their routers are already back
   * to what they were.
   */
  record InterconnectWithdrawn(String interconnect) implements IntentEvent {
    public InterconnectWithdrawn {
      Require.text(interconnect, "interconnect");
    }

    @Override
    public String subject() {
      return INTERCONNECT_PREFIX + interconnect;
    }
  }
}
