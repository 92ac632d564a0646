package io.podspan.events;

import io.podspan.events.check.Require;
import java.util.List;

/**
 * What operators want: the clusters there are and which of them are to be joined. The topic is
 * compacted and carries whole states, so a consumer that reads it from its beginning knows the
 * world ({@code io.podspan.events.world.World}).
 */
public sealed interface IntentEvent extends Event {

  /** The key prefix of clusters: the keys of one topic must differ by kind. */
  String CLUSTER_PREFIX = "cluster/";

  /** The key prefix of interconnects. */
  String INTERCONNECT_PREFIX = "interconnect/";

  /** The key prefix of the conditions of interconnects. */
  String CONDITIONS_PREFIX = "conditions/";

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

  /**
   * The conditions of an interconnect are now these. It changes nothing of what operators want.
   *
   * @param interconnect its name
   * @param revision the revision that they are about ({@link InterconnectState#revision()})
   * @param conditions all of them; none after the interconnect is withdrawn
   */
  record InterconnectConditionsChanged(
      String interconnect, long revision, List<ConditionState> conditions) implements IntentEvent {
    public InterconnectConditionsChanged {
      Require.text(interconnect, "interconnect");
      conditions = List.copyOf(Require.present(conditions, "conditions"));
    }

    /** Not the key of the interconnect: compaction would drop its declaration. */
    @Override
    public String subject() {
      return CONDITIONS_PREFIX + interconnect;
    }
  }
}
