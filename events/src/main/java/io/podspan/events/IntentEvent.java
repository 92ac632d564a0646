package io.podspan.events;

import io.podspan.events.check.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * What operators want: the clusters there are and which of them are to be joined. The topic is
 * compacted and carries whole states, so a consumer that reads it from its beginning knows the
 * world ({@code io.podspan.events.world.World}).
 */
public sealed interface IntentEvent extends Event {

  /** The key prefix of clusters: the keys of one topic must differ by kind. */
  String CLUSTER_PREFIX = "cluster/";

  /** The key prefix of nodes; the name of the cluster and a slash follow. */
  String NODE_PREFIX = "node/";

  /** The key prefix of interconnects. */
  String INTERCONNECT_PREFIX = "interconnect/";

  /** The key prefix of reflectors. */
  String REFLECTOR_PREFIX = "reflector/";

  /** The key prefix of the conditions of interconnects. */
  String CONDITIONS_PREFIX = "conditions/";

  /** Of the keys of records with conditions of reflectors. */
  String REFLECTOR_CONDITIONS_PREFIX = "reflector-conditions/";

  /** The key of the mark. */
  String MARK = "complete";

  /** A cluster is known from now on. Its nodes have events of their own. */
  record ClusterRegistered(ClusterSpec cluster) implements IntentEvent {
    public ClusterRegistered {
      Require.present(cluster, "cluster");
    }

    @Override
    public String subject() {
      return CLUSTER_PREFIX + cluster.name();
    }
  }

  /** A known cluster looks different now: CIDRs, AS number, access. */
  record ClusterChanged(ClusterSpec cluster) implements IntentEvent {
    public ClusterChanged {
      Require.present(cluster, "cluster");
    }

    @Override
    public String subject() {
      return CLUSTER_PREFIX + cluster.name();
    }
  }

  /**
   * {@link ClusterRegistered} as it was written before nodes had events of their own: with all its
   * nodes. It is still read, and not written any more.
   */
  record ClusterRegisteredV1(ClusterState cluster) implements IntentEvent {
    public ClusterRegisteredV1 {
      Require.present(cluster, "cluster");
    }

    @Override
    public String subject() {
      return CLUSTER_PREFIX + cluster.name();
    }
  }

  /** {@link ClusterChanged} with all its nodes. It is still read, and not written any more. */
  record ClusterChangedV1(ClusterState cluster) implements IntentEvent {
    public ClusterChangedV1 {
      Require.present(cluster, "cluster");
    }

    @Override
    public String subject() {
      return CLUSTER_PREFIX + cluster.name();
    }
  }

  /** A cluster has a node from now on. */
  record NodeJoined(String cluster, NodeState node) implements IntentEvent {
    public NodeJoined {
      Require.text(cluster, "cluster");
      Require.present(node, "node");
    }

    @Override
    public String subject() {
      return nodeSubject(cluster, node.name());
    }
  }

  /** A known node looks different now: address, pod CIDRs, whether it takes part. */
  record NodeChanged(String cluster, NodeState node) implements IntentEvent {
    public NodeChanged {
      Require.text(cluster, "cluster");
      Require.present(node, "node");
    }

    @Override
    public String subject() {
      return nodeSubject(cluster, node.name());
    }
  }

  /**
   * A cluster does not have this node any more. The removal of a cluster tells this of each of its
   * nodes: the topic is compacted, and what is not taken back would be there again with the next
   * registration.
   */
  record NodeLeft(String cluster, String node) implements IntentEvent {
    public NodeLeft {
      Require.text(cluster, "cluster");
      Require.text(node, "node");
    }

    @Override
    public String subject() {
      return nodeSubject(cluster, node);
    }
  }

  /** What tells of a new cluster: its nodes first, so that nobody sees the cluster without them. */
  static List<IntentEvent> registered(ClusterState cluster) {
    List<IntentEvent> events = new ArrayList<>();
    cluster.nodes().forEach(node -> events.add(new NodeJoined(cluster.name(), node)));
    events.add(new ClusterRegistered(cluster.spec()));
    return List.copyOf(events);
  }

  private static String nodeSubject(String cluster, String node) {
    return NODE_PREFIX + cluster + "/" + node;
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

  /** A reflector is known from now on; interconnects may name it. */
  record ReflectorDeclared(ReflectorSpec reflector) implements IntentEvent {
    public ReflectorDeclared {
      Require.present(reflector, "reflector");
    }

    @Override
    public String subject() {
      return REFLECTOR_PREFIX + reflector.name();
    }
  }

  /** Other things are said of a reflector than before. */
  record ReflectorChanged(ReflectorSpec reflector) implements IntentEvent {
    public ReflectorChanged {
      Require.present(reflector, "reflector");
    }

    @Override
    public String subject() {
      return REFLECTOR_PREFIX + reflector.name();
    }
  }

  /** A reflector is not declared any more; no interconnect has it. */
  record ReflectorRemoved(String reflector) implements IntentEvent {
    public ReflectorRemoved {
      Require.text(reflector, "reflector");
    }

    @Override
    public String subject() {
      return REFLECTOR_PREFIX + reflector;
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
   * An interconnect is wanted otherwise than before: other clusters, reflectors or options. What is
   * on its way out is part of it until its routers have let go of it ({@link
   * InterconnectState#leaving}).
   */
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

  /**
   * The conditions of an interconnect are now these. It changes nothing of what operators want.
   *
   * @param interconnect its name
   * @param revision the revision that they are about ({@link InterconnectState#revision()})
   * @param conditions all of them; none after the interconnect is withdrawn
   */
  record InterconnectConditionsChanged(
      String interconnect, long revision, List<ConditionState> conditions) implements IntentEvent {
    /** There are seven types. */
    private static final int MOST_CONDITIONS = 50;

    public InterconnectConditionsChanged {
      Require.text(interconnect, "interconnect");
      conditions = Require.atMost(MOST_CONDITIONS, conditions, "conditions");
    }

    /** Not the key of the interconnect: compaction would drop its declaration. */
    @Override
    public String subject() {
      return CONDITIONS_PREFIX + interconnect;
    }
  }

  /**
   * The conditions of a reflector are now these. It changes nothing of what operators want.
   *
   * @param reflector its name
   * @param conditions all of them; none after the reflector is removed
   */
  record ReflectorConditionsChanged(String reflector, List<ConditionState> conditions)
      implements IntentEvent {
    /** There is one type. */
    private static final int MOST_CONDITIONS = 50;

    public ReflectorConditionsChanged {
      Require.text(reflector, "reflector");
      conditions = Require.atMost(MOST_CONDITIONS, conditions, "conditions");
    }

    /** Not the key of the reflector: compaction would drop its declaration. */
    @Override
    public String subject() {
      return REFLECTOR_CONDITIONS_PREFIX + reflector;
    }
  }

  /**
   * All records of the topic, up to here. Who reads exactly these records knows the whole intent of
   * this generation. Only then is what is absent gone.
   *
   * @param installation the Podspan that the intent belongs to; made with its database
   * @param generation grows with each change of the intent, and each time that it is told again
   * @param records how many clusters, nodes, reflectors and interconnects there are
   * @param digest of their keys and values, a sum that does not depend on their order
   */
  record IntentCompleted(String installation, long generation, int records, String digest)
      implements IntentEvent {
    public IntentCompleted {
      Require.text(installation, "installation");
      Require.text(digest, "digest");
      if (generation < 1) {
        throw new IllegalArgumentException("generation is " + generation + ", not 1 or more");
      }
      if (records < 0) {
        throw new IllegalArgumentException("records is " + records + ", not 0 or more");
      }
    }

    @Override
    public String subject() {
      return MARK;
    }
  }
}
