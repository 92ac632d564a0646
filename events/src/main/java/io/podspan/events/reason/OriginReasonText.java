package io.podspan.events.reason;

import io.podspan.events.reason.OriginReason.NoSession;
import io.podspan.events.reason.OriginReason.NotAnnounced;
import io.podspan.events.reason.OriginReason.NotTold;
import io.podspan.events.reason.OriginReason.NothingAnnounced;
import io.podspan.events.reason.OriginReason.Rejected;
import io.podspan.events.reason.OriginReason.RouterDown;
import io.podspan.events.reason.OriginReason.Unread;
import io.podspan.events.reason.OriginReason.Withdrawn;
import org.jspecify.annotations.Nullable;

/** Why a reflector has no route to pass on, in words. */
final class OriginReasonText {
  private OriginReasonText() {}

  static ReasonText of(OriginReason reason) {
    return switch (reason) {
      case RouterDown(var _, String node, String why) ->
          new ReasonText(
              "the router of " + node + " is down, and the route comes from it: " + why,
              "Look at the router's pod on " + node + ": its events, and the log of its last run.");
      case Unread(var _, String node, String why) ->
          new ReasonText(
              "the router lacks the route, the reflector says that it holds it, and "
                  + node
                  + ", where it comes from, could not be read: "
                  + why,
              "It is not known where the break is. See to it that " + node + " can be read.");
      case NoSession(var _, var _, String node, String since, String why, String there) ->
          new ReasonText(
              node
                  + " has no session with the reflector"
                  + since(since)
                  + because(why)
                  + (there == null ? "" : "; on " + node + " itself: " + there),
              "Check that the interconnect is rolled out on "
                  + node
                  + ", that its router runs, and that it reaches the reflector.");
      case NothingAnnounced(var _, var _, String node, String since, boolean endOfRib) ->
          nothing(node, since, endOfRib);
      case NotAnnounced(var _, var _, String node, var announced) ->
          new ReasonText(
              node
                  + " has not announced this prefix to the reflector, and has announced "
                  + String.join(", ", announced),
              "Check which pod CIDRs node "
                  + node
                  + " has in its cluster, and which of them its router announces.");
      case Withdrawn(var _, var _, String node, String at) ->
          new ReasonText(
              node + " has withdrawn this prefix, which the reflector had from it until " + at,
              "See what changed on "
                  + node
                  + " then: its pod CIDR, the flags of its router, or a route that somebody removed"
                  + " by hand. podspan changes shows what nodes lost.");
      case Rejected(var _, var _, String node, String why, String nextStep) ->
          new ReasonText("the reflector rejected this prefix from " + node + ": " + why, nextStep);
      case NotTold(String reflector, var _, String node) ->
          new ReasonText(
              "the reflector has not said what it holds of " + node,
              "Check that the reflector "
                  + reflector
                  + " runs and reaches Kafka, and that its version is not older than this one.");
    };
  }

  private static ReasonText nothing(String node, @Nullable String since, boolean endOfRib) {
    return endOfRib
        ? new ReasonText(
            node
                + " has announced nothing to the reflector (its End-of-RIB came: it has no routes to"
                + " announce"
                + session(since)
                + ")",
            "Check that the router of " + node + " announces the node's pod CIDR.")
        : new ReasonText(
            node
                + " has announced nothing to the reflector (no End-of-RIB from it"
                + since(since)
                + ")",
            "Look at the log of the router of "
                + node
                + ". With graceful restart it may wait for a peer that does not answer: restart"
                + " the router once, or turn graceful restart off.");
  }

  private static String since(@Nullable String since) {
    return since == null ? "" : " since " + since;
  }

  private static String session(@Nullable String since) {
    return since == null ? "" : "; the session is there since " + since;
  }

  private static String because(@Nullable String why) {
    return why == null ? "" : ": " + why;
  }
}
