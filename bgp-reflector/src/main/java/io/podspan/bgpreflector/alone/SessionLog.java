package io.podspan.bgpreflector.alone;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.fsm.SessionEnding;
import io.podspan.bgpreflector.reflect.PrefixLimit;
import io.podspan.bgpreflector.reflect.Rejection;
import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.bgpreflector.speaker.report.SpeakerListener;
import io.podspan.bgpreflector.speaker.report.Stall;
import io.podspan.bgpreflector.speaker.report.UpdateReport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the engine says, as lines for people. Called by the engine's threads. */
final class SessionLog implements SpeakerListener {
  private static final int REJECTIONS_PER_SECOND = 10;

  private final LogLines lines;
  private final Quota rejections = new Quota(REJECTIONS_PER_SECOND, System::nanoTime);

  SessionLog(LogLines lines) {
    this.lines = lines;
  }

  @Override
  public void onEstablished(
      PeerConfig peer,
      Ipv4Address routerId,
      int holdTime,
      Set<AddressFamily> families,
      boolean probed) {
    lines.say(
        "peer "
            + name(peer)
            + " up: AS "
            + peer.asn()
            + ", router id "
            + routerId
            + ", hold time "
            + holdTime
            + " s, "
            + families.stream()
                .map(AddressFamily::text)
                .sorted()
                .collect(Collectors.joining(" and "))
            + (probed ? "" : "; whether it answers is not watched"));
  }

  @Override
  public void onLost(PeerConfig peer, SessionEnding ending, Duration up) {
    lines.say("peer " + name(peer) + " down after " + Elapsed.text(up) + ": " + ending.text());
  }

  @Override
  public void onStalled(PeerConfig peer, Stall seen) {
    lines.say("peer " + name(peer) + " " + seen.text() + "; its session goes on");
  }

  @Override
  public void onResumed(PeerConfig peer, Duration silent) {
    lines.say("peer " + name(peer) + " answers again, after " + Elapsed.text(silent));
  }

  @Override
  public void onRoutesKept(PeerConfig peer, int seconds) {
    lines.say("peer " + name(peer) + " may restart: its routes stay for up to " + seconds + " s");
  }

  @Override
  public void onStaleExpired(PeerConfig peer) {
    lines.say(
        "peer " + name(peer) + " has not announced its routes again in time: they are withdrawn");
  }

  @Override
  public void onSilent(PeerConfig peer, int times, boolean understood) {
    lines.say(
        "peer "
            + name(peer)
            + " has restarted and announces nothing: "
            + (understood
                ? "it was asked for its routes"
                : "it cannot be asked, because it does not take ROUTE-REFRESH")
            + (times == 1 ? "" : " (" + times + " times)"));
  }

  private static String name(PeerConfig peer) {
    String address = peer.address().toString();
    return peer.label().isEmpty() || peer.label().equals(address)
        ? address
        : peer.label() + " " + address;
  }

  @Override
  public void onRefused(IpAddress address, RefusalReason reason, long times) {
    lines.say("refused " + address + ": " + reason.text() + often(times));
  }

  /** RFC 7606, section 6: the routes and the message itself are logged. */
  @Override
  public void onFaultyUpdate(PeerConfig peer, UpdateReport report) {
    lines.say(
        "peer %s: errors in an UPDATE: %s; %s %s%s%s; the message: %s"
            .formatted(
                name(peer),
                report.detail(),
                report.withdrawn() ? "withdrawn:" : "attributes dropped of",
                report.prefixes().stream().map(Prefix::toString).collect(Collectors.joining(" ")),
                report.more() == 0 ? "" : " and " + report.more() + " more",
                often(report.messages()),
                report.hex()));
  }

  @Override
  public void onOpenRefused(PeerConfig peer, Message.Notification sent, String why, long times) {
    lines.say("peer " + name(peer) + ": no session, " + why + often(times));
  }

  @Override
  public void onRefusedByPeer(PeerConfig peer, Message.Notification received, long times) {
    lines.say(
        "peer %s: no session, it refused us: %s%s"
            .formatted(name(peer), received.describe(), often(times)));
  }

  @Override
  public void onIdentifierShared(PeerConfig peer, PeerConfig other, Ipv4Address routerId) {
    lines.say(
        "peers %s and %s have the same router id %s: each drops the routes of the other; give each"
                .formatted(name(other), name(peer), routerId)
            + " router its own");
  }

  private static String often(long times) {
    return times == 1 ? "" : " (" + times + " times)";
  }

  @Override
  public void onRejected(RouteSource source, Prefix prefix, IpAddress nextHop, Rejection reason) {
    long untold = rejections.take();
    if (untold >= 0) {
      String more = untold == 0 ? "" : " (and " + untold + " more before it)";
      lines.say(
          "rejected "
              + prefix
              + " of "
              + source
              + ", next hop "
              + nextHop
              + ": "
              + reason.text()
              + more);
    }
  }

  @Override
  public void onPrefixLimitNear(
      RouteSource source, AddressFamily family, int count, PrefixLimit limit) {
    lines.say(
        "peer %s has %d prefixes of %s, its limit is %d"
            .formatted(source, count, family.text(), limit.maximum()));
  }

  @Override
  public void onPrefixLimit(RouteSource source, AddressFamily family, PrefixLimit limit) {
    lines.say(
        "peer %s is over its limit of %d prefixes of %s"
            .formatted(source, limit.maximum(), family.text()));
  }

  /** Routes are too many for a log. */
  @Override
  public boolean hearsBestChanges() {
    return false;
  }

  @Override
  public void onBestChanges(List<BestChange> changes) {
    // Not wanted.
  }
}
