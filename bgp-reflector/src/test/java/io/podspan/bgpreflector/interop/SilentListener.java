package io.podspan.bgpreflector.interop;

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

/** Keeps nothing of what it is told: hundreds of thousands of routes pass here. */
final class SilentListener implements SpeakerListener {

  @Override
  public void onEstablished(
      PeerConfig peer,
      Ipv4Address routerId,
      int holdTime,
      Set<AddressFamily> families,
      boolean probed) {}

  @Override
  public void onLost(PeerConfig peer, SessionEnding ending, Duration up) {}

  @Override
  public void onStalled(PeerConfig peer, Stall seen) {}

  @Override
  public void onResumed(PeerConfig peer, Duration silent) {}

  @Override
  public void onRoutesKept(PeerConfig peer, int seconds) {}

  @Override
  public void onStaleExpired(PeerConfig peer) {}

  @Override
  public void onSilent(PeerConfig peer, int times, boolean understood) {}

  @Override
  public void onRefused(IpAddress address, RefusalReason reason, long times) {}

  @Override
  public void onFaultyUpdate(PeerConfig peer, UpdateReport report) {}

  @Override
  public void onOpenRefused(PeerConfig peer, Message.Notification sent, String why, long times) {}

  @Override
  public void onRefusedByPeer(PeerConfig peer, Message.Notification received, long times) {}

  @Override
  public void onIdentifierShared(PeerConfig peer, PeerConfig other, Ipv4Address routerId) {}

  @Override
  public void onRejected(RouteSource source, Prefix prefix, IpAddress nextHop, Rejection reason) {}

  @Override
  public void onPrefixLimitNear(
      RouteSource source, AddressFamily family, int count, PrefixLimit limit) {}

  @Override
  public void onPrefixLimit(RouteSource source, AddressFamily family, PrefixLimit limit) {}

  @Override
  public boolean hearsBestChanges() {
    return false;
  }

  @Override
  public void onBestChanges(List<BestChange> changes) {}
}
