package io.podspan.console.journal;

import io.podspan.events.PeerIdentity;
import io.podspan.events.RibEvent;
import io.podspan.events.SessionEvent;
import java.util.List;
import java.util.stream.Collectors;

/** What a reflector says of its sessions and of its peers, as one sentence ({@link Sentence}). */
public final class SessionSentence {
  private SessionSentence() {}

  static String of(SessionEvent event) {
    return switch (event) {
      case SessionEvent.SessionEstablished up ->
          "The session of %s with reflector '%s' is established (AS %d, hold time %d s)"
              .formatted(named(up.peer()), up.peer().reflector(), up.asn(), up.holdTimeSeconds());
      case SessionEvent.SessionLost lost ->
          "The session of %s with reflector '%s' is lost after %s: %s"
              .formatted(
                  named(lost.peer()),
                  lost.peer().reflector(),
                  Words.duration(lost.upMillis()),
                  lost.reason());
      case SessionEvent.SessionStalled stalled -> stalled(stalled);
      case SessionEvent.SessionResumed resumed ->
          "%s answers reflector '%s' again, after %s; the session was kept"
              .formatted(
                  named(resumed.peer()),
                  resumed.peer().reflector(),
                  Words.duration(resumed.silentMillis()));
      case SessionEvent.PeerRefused refused ->
          "Reflector '%s' refused %s%s: %s"
              .formatted(
                  refused.peer().reflector(),
                  named(refused.peer()),
                  times(refused.times()),
                  refused.reason());
      case SessionEvent.PrefixRejected rejected ->
          "Reflector '%s' rejected %s from %s: %s"
              .formatted(
                  rejected.peer().reflector(),
                  rejected.prefix(),
                  named(rejected.peer()),
                  rejected.reason());
      case SessionEvent.PrefixLimitReached limit ->
          "%s announces more than the %d prefixes that reflector '%s' takes"
              .formatted(named(limit.peer()), limit.limit(), limit.peer().reflector());
      case SessionEvent.UpdateRejected rejected -> rejected(rejected);
      case SessionEvent.OpenRefused refused ->
          "Reflector '%s' closed the connection of %s%s because of its OPEN: %s"
              .formatted(
                  refused.peer().reflector(),
                  named(refused.peer()),
                  times(refused.times()),
                  refused.reason());
      case SessionEvent.IdentifierShared shared ->
          "%s and %s have the same BGP identifier %s, so each drops the routes of the other"
              .formatted(named(shared.other()), named(shared.peer()), shared.routerId());
      case SessionEvent.PeerRoutesChanged routes -> announced(routes);
      case SessionEvent.ReflectorConfigured configured -> configured(configured);
    };
  }

  private static String stalled(SessionEvent.SessionStalled stalled) {
    return "%s has answered reflector '%s' nothing for %s in an established session: %s"
        .formatted(
            named(stalled.peer()),
            stalled.peer().reflector(),
            Words.duration(stalled.silentMillis()),
            seen(stalled));
  }

  /** What was seen of a peer that answers nothing. */
  public static String seen(SessionEvent.SessionStalled stalled) {
    return stalled.isHeard()
        ? "packets of it arrive, and what is sent to it does not"
        : "nothing has come from it for " + Words.duration(stalled.unheardMillis());
  }

  private static String rejected(SessionEvent.UpdateRejected rejected) {
    String more =
        rejected.messages() > 1 ? " (%d such messages)".formatted(rejected.messages()) : "";
    String what =
        rejected.withdrawn()
            ? "withdrew "
                + (rejected.prefixes().isEmpty() ? "routes" : Words.listed(rejected.prefixes()))
            : "dropped attributes";
    return "Reflector '%s' %s of %s because of errors in an UPDATE: %s%s"
        .formatted(
            rejected.peer().reflector(), what, named(rejected.peer()), rejected.reason(), more);
  }

  private static String times(long times) {
    return times > 1 ? " " + times + " times" : "";
  }

  private static String announced(SessionEvent.PeerRoutesChanged routes) {
    String reflector = routes.peer().reflector();
    if (!routes.established() && !routes.stale()) {
      return "Reflector '%s' holds no prefix of %s".formatted(reflector, named(routes.peer()));
    }
    return "Reflector '%s' holds %s of %s%s"
        .formatted(
            reflector,
            routes.total() == 1 ? "1 prefix" : routes.total() + " prefixes",
            named(routes.peer()),
            routes.stale() ? ", kept while its router restarts" : "");
  }

  static String of(RibEvent.PeerRoutesSent sent) {
    String kept =
        sent.withheld().stream()
            .map(held -> held.count() + " " + held.why())
            .collect(Collectors.joining(", "));
    return "Reflector '%s' sends %s to %s%s"
        .formatted(
            sent.peer().reflector(),
            Words.counted(sent.sent(), "route"),
            named(sent.peer()),
            kept.isEmpty() ? "" : "; it keeps back " + kept);
  }

  private static String configured(SessionEvent.ReflectorConfigured configured) {
    List<String> interconnects = configured.interconnects().keySet().stream().sorted().toList();
    return "Reflector '%s' accepts %s on %s port %d for %s"
        .formatted(
            configured.reflector(),
            Words.counted(configured.peers(), "peer"),
            configured.address().isEmpty() ? "all addresses," : configured.address(),
            configured.port(),
            interconnects.isEmpty() ? "no interconnect" : Words.listed(interconnects));
  }

  private static String named(PeerIdentity peer) {
    return peer.node() == null
        ? peer.address()
        : "%s/%s (%s)".formatted(peer.cluster(), peer.node(), peer.address());
  }
}
