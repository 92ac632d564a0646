package io.podspan.events.reason;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.podspan.events.check.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why packets do not take their way: something on it that is no reason of one route, one session or
 * one pair of pods. The order is about the one in which a packet meets them.
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "code",
    visible = true,
    defaultImpl = Unrecognised.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = PathReason.RouterStopped.class, name = "router-stopped"),
  @JsonSubTypes.Type(value = PathReason.RouterCrashLoop.class, name = "router-crash-loop"),
  @JsonSubTypes.Type(value = PathReason.RouterHangs.class, name = "router-hangs"),
  @JsonSubTypes.Type(value = PathReason.SessionBlocked.class, name = "session-blocked"),
  @JsonSubTypes.Type(value = PathReason.SessionKeyWrong.class, name = "session-key-wrong"),
  @JsonSubTypes.Type(value = PathReason.SessionAsWrong.class, name = "session-as-wrong"),
  @JsonSubTypes.Type(value = PathReason.ReflectorStopped.class, name = "reflector-stopped"),
  @JsonSubTypes.Type(value = PathReason.NodeDead.class, name = "node-dead"),
  @JsonSubTypes.Type(value = PathReason.ApiAway.class, name = "api-away"),
  @JsonSubTypes.Type(value = PathReason.ExecRefused.class, name = "exec-refused"),
  @JsonSubTypes.Type(value = PathReason.ClockOff.class, name = "clock-off"),
  @JsonSubTypes.Type(value = RouteReason.InterfaceDown.class, name = "interface-down"),
  @JsonSubTypes.Type(value = PathReason.NoRoute.class, name = "no-route"),
  @JsonSubTypes.Type(value = PathReason.Blackhole.class, name = "blackhole"),
  @JsonSubTypes.Type(value = PathReason.NeighbourUnreachable.class, name = "neighbour-unreachable"),
  @JsonSubTypes.Type(value = PathReason.DuplicateAddress.class, name = "duplicate-address"),
  @JsonSubTypes.Type(value = PathReason.ForwardingOff.class, name = "forwarding-off"),
  @JsonSubTypes.Type(value = PathReason.ForwardDropped.class, name = "forward-dropped"),
  @JsonSubTypes.Type(value = PathReason.ReversePathFiltered.class, name = "reverse-path-filtered"),
  @JsonSubTypes.Type(value = PathReason.PolicyDenied.class, name = "policy-denied"),
  @JsonSubTypes.Type(value = PathReason.TooBigLost.class, name = "too-big-lost"),
  @JsonSubTypes.Type(value = PathReason.Masqueraded.class, name = "masqueraded"),
  @JsonSubTypes.Type(value = PathReason.CidrOfOtherCluster.class, name = "cidr-of-other-cluster"),
  @JsonSubTypes.Type(value = PathReason.ServiceIpOverlap.class, name = "service-ip-overlap"),
  @JsonSubTypes.Type(value = PathReason.AnnouncesNothing.class, name = "announces-nothing"),
  @JsonSubTypes.Type(value = PathReason.PodNotRunning.class, name = "pod-not-running"),
  @JsonSubTypes.Type(value = PathReason.NoEndpoints.class, name = "no-endpoints"),
})
public sealed interface PathReason extends Reason
    permits PathReason.RouterStopped,
        PathReason.RouterCrashLoop,
        PathReason.RouterHangs,
        PathReason.SessionBlocked,
        PathReason.SessionKeyWrong,
        PathReason.SessionAsWrong,
        PathReason.ReflectorStopped,
        PathReason.NodeDead,
        PathReason.ApiAway,
        PathReason.ExecRefused,
        PathReason.ClockOff,
        RouteReason.InterfaceDown,
        PathReason.NoRoute,
        PathReason.Blackhole,
        PathReason.NeighbourUnreachable,
        PathReason.DuplicateAddress,
        PathReason.ForwardingOff,
        PathReason.ForwardDropped,
        PathReason.ReversePathFiltered,
        PathReason.PolicyDenied,
        PathReason.TooBigLost,
        PathReason.Masqueraded,
        PathReason.CidrOfOtherCluster,
        PathReason.ServiceIpOverlap,
        PathReason.AnnouncesNothing,
        PathReason.PodNotRunning,
        PathReason.NoEndpoints,
        Unrecognised {

  /**
   * The router of a node does not run.
   *
   * @param node the node
   * @param pod the router's pod, null when there is none
   * @param why what Kubernetes says of it
   */
  record RouterStopped(String node, @Nullable String pod, String why) implements PathReason {
    public RouterStopped {
      Require.text(node, "cause.node");
      Require.optionalText(pod, "cause.pod");
      why = Require.sentence(why, "cause.why");
    }
  }

  /**
   * The router of a node ends each time that it is started.
   *
   * @param node the node
   * @param pod the router's pod
   * @param restarts how often it was started again
   * @param why how its last run ended, as Kubernetes says it
   */
  record RouterCrashLoop(String node, String pod, int restarts, String why) implements PathReason {
    public RouterCrashLoop {
      Require.text(node, "cause.node");
      Require.text(pod, "cause.pod");
      why = Require.sentence(why, "cause.why");
    }
  }

  /**
   * The router of a node runs and does not answer.
   *
   * @param node the node
   * @param pod the router's pod
   * @param millis how long it was waited for, in milliseconds
   */
  record RouterHangs(String node, String pod, long millis) implements PathReason {
    public RouterHangs {
      Require.text(node, "cause.node");
      Require.text(pod, "cause.pod");
    }
  }

  /**
   * Packets of a session do not arrive, and both of its ends run.
   *
   * @param node the node
   * @param reflector the reflector, its address or name
   * @param direction {@link #TO_REFLECTOR}, {@link #TO_NODE} or {@link #BOTH}, as far as it is
   *     known
   */
  record SessionBlocked(String node, String reflector, String direction) implements PathReason {
    public static final String TO_REFLECTOR = "to-reflector";
    public static final String TO_NODE = "to-node";
    public static final String BOTH = "both";

    public SessionBlocked {
      Require.text(node, "cause.node");
      Require.text(reflector, "cause.reflector");
      Require.text(direction, "cause.direction");
    }
  }

  /**
   * The ends of a session have different keys, or one has none.
   *
   * @param node the node
   * @param reflector the reflector, its address or name; where it may be one of several sessions,
   *     all their other ends with "or" between them
   */
  record SessionKeyWrong(String node, String reflector) implements PathReason {
    public SessionKeyWrong {
      Require.text(node, "cause.node");
      Require.text(reflector, "cause.reflector");
    }
  }

  /**
   * An end of a session has an AS that the other does not take.
   *
   * @param node the node
   * @param reflector the reflector, its address or name
   * @param why what the end that refuses says
   */
  record SessionAsWrong(String node, String reflector, String why) implements PathReason {
    public SessionAsWrong {
      Require.text(node, "cause.node");
      Require.text(reflector, "cause.reflector");
      why = Require.sentence(why, "cause.why");
    }
  }

  /**
   * A reflector does not answer any node.
   *
   * @param reflector the reflector, its address or name
   */
  record ReflectorStopped(String reflector) implements PathReason {
    public ReflectorStopped {
      Require.text(reflector, "cause.reflector");
    }
  }

  /**
   * A node does not report to its API server, or nothing on it answers.
   *
   * @param node the node
   * @param since when it was heard last, null when that is not known
   * @param why what was seen
   */
  record NodeDead(String node, @Nullable String since, String why) implements PathReason {
    public NodeDead {
      Require.text(node, "cause.node");
      Require.optionalText(since, "cause.since");
      why = Require.sentence(why, "cause.why");
    }
  }

  /**
   * The API server of a cluster does not answer: nothing on its nodes can be looked at.
   *
   * @param cluster the cluster
   * @param why what happened
   */
  record ApiAway(String cluster, String why) implements PathReason {
    public ApiAway {
      Require.text(cluster, "cause.cluster");
      why = Require.sentence(why, "cause.why");
    }
  }

  /**
   * The API server refuses the command that looks at a node.
   *
   * @param cluster the cluster
   * @param node the node
   * @param why its words
   */
  record ExecRefused(String cluster, String node, String why) implements PathReason {
    public ExecRefused {
      Require.text(cluster, "cause.cluster");
      Require.text(node, "cause.node");
      why = Require.sentence(why, "cause.why");
    }
  }

  /**
   * The clock of a node is wrong.
   *
   * @param node the node
   * @param seconds how many seconds it is ahead; below 0 it is behind
   */
  record ClockOff(String node, long seconds) implements PathReason {
    public ClockOff {
      Require.text(node, "cause.node");
    }
  }

  /**
   * The kernel of the node has no route to the destination.
   *
   * @param destination the address that was asked for
   */
  record NoRoute(String destination) implements PathReason {
    public NoRoute {
      Require.text(destination, "cause.destination");
    }
  }

  /**
   * The kernel of the node drops what is sent to the destination: a route says so.
   *
   * @param kind {@code blackhole}, {@code unreachable}, {@code prohibit}
   * @param prefix the prefix of the route, or the destination when the route is not known
   */
  record Blackhole(String kind, String prefix) implements PathReason {
    public Blackhole {
      Require.text(kind, "cause.kind");
      Require.text(prefix, "cause.prefix");
    }
  }

  /**
   * The next hop does not answer ARP or neighbour discovery.
   *
   * @param address the next hop
   * @param device the interface
   * @param state what the kernel says, as {@code FAILED} or {@code INCOMPLETE}
   */
  record NeighbourUnreachable(String address, String device, String state) implements PathReason {
    public NeighbourUnreachable {
      Require.text(address, "cause.address");
      Require.text(device, "cause.device");
      Require.text(state, "cause.state");
    }
  }

  /**
   * Two machines use one address.
   *
   * @param address the address
   * @param device the interface on which it is seen, null when that is not known
   * @param seen the hardware address that answers
   * @param owner the hardware address of the machine that it belongs to, or that machine
   */
  record DuplicateAddress(String address, @Nullable String device, String seen, String owner)
      implements PathReason {
    public DuplicateAddress {
      Require.text(address, "cause.address");
      Require.optionalText(device, "cause.device");
      Require.text(seen, "cause.seen");
      Require.text(owner, "cause.owner");
    }
  }

  /**
   * The kernel of the node passes nothing on.
   *
   * @param family {@code ipv4} or {@code ipv6}
   * @param device the interface that it is off for, {@code all} for every one
   */
  record ForwardingOff(String family, String device) implements PathReason {
    public ForwardingOff {
      Require.text(family, "cause.family");
      Require.text(device, "cause.device");
    }
  }

  /**
   * A packet filter of the node drops what is passed on.
   *
   * @param rule the rule, as iptables-save prints it
   * @param packets how many packets it has dropped
   * @param grew whether the count grew while a packet was sent
   */
  record ForwardDropped(String rule, long packets, boolean grew) implements PathReason {
    public ForwardDropped {
      rule = Require.sentence(rule, "cause.rule");
    }
  }

  /**
   * The node drops packets because its route to their source leads out of another interface.
   *
   * @param source the source of the packets
   * @param device the interface that they come in by
   */
  record ReversePathFiltered(String source, String device) implements PathReason {
    public ReversePathFiltered {
      Require.text(source, "cause.source");
      Require.text(device, "cause.device");
    }
  }

  /**
   * A NetworkPolicy of the node denies what the pod sends or gets.
   *
   * @param pod the pod, as NAMESPACE/NAME, or its address
   * @param direction {@code ingress}, {@code egress}, or {@code either} when that is not known
   * @param policy the policy, as NAMESPACE/NAME, null when that is not known
   */
  record PolicyDenied(String pod, String direction, @Nullable String policy) implements PathReason {
    public PolicyDenied {
      Require.text(pod, "cause.pod");
      Require.text(direction, "cause.direction");
      Require.optionalText(policy, "cause.policy");
    }
  }

  /**
   * Large packets are lost on the way, and nobody says so.
   *
   * @param fits the largest packet that arrived, in octets
   * @param lost the smallest that did not, in octets
   */
  record TooBigLost(int fits, int lost) implements PathReason {
    public TooBigLost {}
  }

  /**
   * The other end sees another source address than the pod's.
   *
   * @param source the pod's address
   * @param seen the address that is seen
   */
  record Masqueraded(String source, String seen) implements PathReason {
    public Masqueraded {
      Require.text(source, "cause.source");
      Require.text(seen, "cause.seen");
    }
  }

  /**
   * A cluster announces what belongs to another one.
   *
   * @param prefix the prefix
   * @param cluster who announces it
   * @param owner whose it is
   */
  record CidrOfOtherCluster(String prefix, String cluster, String owner) implements PathReason {
    public CidrOfOtherCluster {
      Require.text(prefix, "cause.prefix");
      Require.text(cluster, "cause.cluster");
      Require.text(owner, "cause.owner");
    }
  }

  /**
   * Clusters have the same ClusterIPs: each one takes such an address for its own.
   *
   * @param address the address
   * @param clusters the clusters, at most {@link #MOST}
   */
  record ServiceIpOverlap(String address, List<String> clusters) implements PathReason {
    /** More would make the sentence unreadable. */
    public static final int MOST = 5;

    public ServiceIpOverlap {
      Require.text(address, "cause.address");
      clusters = Require.atMost(MOST, Require.names(clusters, "cause.clusters"), "cause.clusters");
    }
  }

  /**
   * The router of a node announces no pod CIDR.
   *
   * @param node the node
   * @param why {@code flag}, {@code graceful-restart}, {@code no-pod-cidr}, or in words
   */
  record AnnouncesNothing(String node, String why) implements PathReason {
    public AnnouncesNothing {
      Require.text(node, "cause.node");
      why = Require.sentence(why, "cause.why");
    }
  }

  /**
   * The pod does not run.
   *
   * @param pod the pod, as NAMESPACE/NAME
   * @param why its phase, or what Kubernetes says
   */
  record PodNotRunning(String pod, String why) implements PathReason {
    public PodNotRunning {
      Require.text(pod, "cause.pod");
      why = Require.sentence(why, "cause.why");
    }
  }

  /**
   * A Service has no pod that is ready.
   *
   * @param service the Service, as NAMESPACE/NAME
   */
  record NoEndpoints(String service) implements PathReason {
    public NoEndpoints {
      Require.text(service, "cause.service");
    }
  }
}
