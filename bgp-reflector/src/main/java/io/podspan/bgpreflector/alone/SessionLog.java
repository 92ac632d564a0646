package io.podspan.bgpreflector.alone;

import io.podspan.bgpreflector.reflect.Rejection;
import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.PeerConfig;
import io.podspan.bgpreflector.speaker.RefusalReason;
import io.podspan.bgpreflector.speaker.SpeakerListener;
import io.podspan.bgpreflector.wire.Ipv4Address;
import io.podspan.bgpreflector.wire.Prefix;
import java.time.Duration;
import java.util.List;

/** What the engine says, as lines for people. Called by the engine's threads. */
final class SessionLog implements SpeakerListener {
  private final LogLines lines;
  private final Quota rejections;

  SessionLog(LogLines lines) {
    this.lines = lines;
    this.rejections = new Quota(10, System::nanoTime);
  }

  @Override
  public void onEstablished(PeerConfig peer, Ipv4Address routerId, int holdTime) {
    lines.say(
        "peer %s up: AS %d, router id %s, hold time %d s"
            .formatted(name(peer), peer.asn(), routerId, holdTime));
  }

  @Override
  public void onLost(PeerConfig peer, String why, Duration up) {
    lines.say("peer %s down after %s: %s".formatted(name(peer), Elapsed.text(up), why));
  }

  private static String name(PeerConfig peer) {
    return peer.node().isEmpty() ? peer.address().toString() : peer.node() + " " + peer.address();
  }

  @Override
  public void onRefused(Ipv4Address address, RefusalReason reason, long times) {
    lines.say(
        "refused %s: %s%s"
            .formatted(address, reason.text(), times == 1 ? "" : " (" + times + " times)"));
  }

  @Override
  public void onRejected(RouteSource source, long prefix, int nextHop, Rejection reason) {
    long untold = rejections.take();
    if (untold >= 0) {
      lines.say(
          "rejected %s of %s, next hop %s: %s%s"
              .formatted(
                  Prefix.format(prefix),
                  Ipv4Address.format(source.address()),
                  Ipv4Address.format(nextHop),
                  reason.describe(source.cluster()),
                  untold == 0 ? "" : " (and " + untold + " more that were not told)"));
    }
  }

  @Override
  public void onPrefixLimit(RouteSource source, int limit) {
    lines.say(
        "peer %s reached its limit of %d prefixes"
            .formatted(Ipv4Address.format(source.address()), limit));
  }

  @Override
  public void onBestChanges(List<BestChange> changes) {
    // Routes are too many for a log.
  }
}
