package io.podspan.events.reason;

import io.podspan.events.check.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a reflector has no route to pass on: the break is between it and the node that the route
 * leads to. It is what the reflector itself has said of its peer, or what was seen on that node.
 */
public sealed interface OriginReason extends RouteReason {

  /** The node that the route leads to. */
  String node();

  /**
   * The router of that node does not run, or answers nothing.
   *
   * @param cluster the cluster of that node
   * @param why what was seen of it
   */
  record RouterDown(String cluster, String node, String why) implements OriginReason {
    public RouterDown {
      Require.text(cluster, "cause.cluster");
      Require.text(node, "cause.node");
      why = Require.sentence(why, "cause.why");
    }
  }

  /**
   * The reflector says that it holds the route, this node does not have it, and the node that it
   * leads to could not be read: where the break is was not found out.
   *
   * @param cluster the cluster of that node
   * @param why why it could not be read
   */
  record Unread(String cluster, String node, String why) implements OriginReason {
    public Unread {
      Require.text(cluster, "cause.cluster");
      Require.text(node, "cause.node");
      why = Require.sentence(why, "cause.why");
    }
  }

  /**
   * That node has no session with the reflector.
   *
   * @param reflector name of the reflector
   * @param cluster the cluster of that node
   * @param since since when, in UTC as ISO 8601 writes it, null when that is not known
   * @param why why the last session ended or the last connection was refused, null when that is not
   *     known
   * @param there what was seen of the session on that node itself, null when it could not be read
   */
  record NoSession(
      String reflector,
      String cluster,
      String node,
      @Nullable String since,
      @Nullable String why,
      @Nullable String there)
      implements OriginReason {
    public NoSession {
      named(reflector, cluster, node);
      Require.optionalText(since, "cause.since");
      why = why == null ? null : Require.sentence(why, "cause.why");
      there = there == null ? null : Require.sentence(there, "cause.there");
    }

    /** The node itself could not be read. */
    public NoSession(
        String reflector,
        String cluster,
        String node,
        @Nullable String since,
        @Nullable String why) {
      this(reflector, cluster, node, since, why, null);
    }
  }

  /**
   * That node has a session with the reflector and has announced no prefix in it.
   *
   * @param reflector name of the reflector
   * @param cluster the cluster of that node
   * @param since since when there is the session, as ISO 8601 writes it, null when not known
   * @param endOfRib whether it said that this is all it has (End-of-RIB, RFC 4724, section 2)
   */
  record NothingAnnounced(
      String reflector, String cluster, String node, @Nullable String since, boolean endOfRib)
      implements OriginReason {
    public NothingAnnounced {
      named(reflector, cluster, node);
      Require.optionalText(since, "cause.since");
    }
  }

  /**
   * That node has announced other prefixes, and not this one.
   *
   * @param reflector name of the reflector
   * @param cluster the cluster of that node
   * @param announced some of the prefixes that it has announced, at most {@link #MOST}
   */
  record NotAnnounced(String reflector, String cluster, String node, List<String> announced)
      implements OriginReason {
    /** More would make the sentence unreadable. */
    public static final int MOST = 5;

    public NotAnnounced {
      named(reflector, cluster, node);
      announced =
          Require.atMost(MOST, Require.names(announced, "cause.announced"), "cause.announced");
    }
  }

  /**
   * That node had announced the prefix in the session that there is, and has withdrawn it (RFC
   * 4271, section 3.1).
   *
   * @param reflector name of the reflector
   * @param cluster the cluster of that node
   * @param at when the reflector told it, as ISO 8601 writes it
   */
  record Withdrawn(String reflector, String cluster, String node, String at)
      implements OriginReason {
    public Withdrawn {
      named(reflector, cluster, node);
      Require.text(at, "cause.at");
    }
  }

  /**
   * That node has announced the prefix, and the reflector did not take it.
   *
   * @param reflector name of the reflector
   * @param cluster the cluster of that node
   * @param why why not
   * @param nextStep what to do, empty when there is nothing to do
   */
  record Rejected(String reflector, String cluster, String node, String why, String nextStep)
      implements OriginReason {
    public Rejected {
      named(reflector, cluster, node);
      why = Require.sentence(why, "cause.why");
      nextStep = Require.cut(nextStep);
    }
  }

  /**
   * The reflector has not said what it holds of that node.
   *
   * @param reflector name of the reflector
   * @param cluster the cluster of that node
   */
  record NotTold(String reflector, String cluster, String node) implements OriginReason {
    public NotTold {
      named(reflector, cluster, node);
    }
  }

  private static void named(String reflector, String cluster, String node) {
    Require.text(reflector, "cause.reflector");
    Require.text(cluster, "cause.cluster");
    Require.text(node, "cause.node");
  }
}
