package io.podspan.bgpreflector.speaker.report;

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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told, as lines. */
public final class RecordingListener implements SpeakerListener {
  public final List<String> told = new CopyOnWriteArrayList<>();

  @Override
  public void onEstablished(
      PeerConfig peer,
      Ipv4Address routerId,
      int holdTime,
      Set<AddressFamily> families,
      boolean probed) {
    told.add("established " + peer.address() + " " + routerId + " hold " + holdTime);
  }

  @Override
  public void onLost(PeerConfig peer, SessionEnding ending, Duration up) {
    told.add("lost " + peer.address() + " " + ending.text());
  }

  @Override
  public void onStalled(PeerConfig peer, Stall seen) {
    told.add("stalled " + peer.address() + ": " + seen.text());
  }

  @Override
  public void onResumed(PeerConfig peer, Duration silent) {
    told.add("resumed " + peer.address() + " after " + silent.toSeconds() + " s");
  }

  @Override
  public void onRoutesKept(PeerConfig peer, int seconds) {
    told.add("kept " + peer.address() + " for " + seconds);
  }

  @Override
  public void onStaleExpired(PeerConfig peer) {
    told.add("expired " + peer.address());
  }

  @Override
  public void onSilent(PeerConfig peer, int times, boolean understood) {
    told.add("silent " + peer.address() + " " + times + (understood ? "" : " not understood"));
  }

  @Override
  public void onRefused(IpAddress address, RefusalReason reason, long times) {
    told.add("refused " + address + " " + reason + " " + times);
  }

  @Override
  public void onFaultyUpdate(PeerConfig peer, UpdateReport report) {
    told.add(
        "faulty %s %s %s %d: %s"
            .formatted(
                peer.address(),
                report.withdrawn() ? "withdrawn" : "kept",
                report.prefixes(),
                report.messages(),
                report.detail()));
    told.add("message " + report.hex());
  }

  @Override
  public void onOpenRefused(PeerConfig peer, Message.Notification sent, String why, long times) {
    told.add(
        "open %s %d/%d %d: %s".formatted(peer.address(), sent.code(), sent.subcode(), times, why));
  }

  @Override
  public void onRefusedByPeer(PeerConfig peer, Message.Notification received, long times) {
    told.add("refused by %s %d: %s".formatted(peer.address(), times, received.describe()));
  }

  @Override
  public void onIdentifierShared(PeerConfig peer, PeerConfig other, Ipv4Address routerId) {
    told.add("shared " + peer.address() + " " + other.address() + " " + routerId);
  }

  @Override
  public void onRejected(RouteSource source, Prefix prefix, IpAddress nextHop, Rejection reason) {
    told.add("rejected " + source + " " + prefix + " " + reason);
  }

  @Override
  public void onPrefixLimitNear(
      RouteSource source, AddressFamily family, int count, PrefixLimit limit) {
    told.add("near limit " + source + " " + count);
  }

  @Override
  public void onPrefixLimit(RouteSource source, AddressFamily family, PrefixLimit limit) {
    told.add("limit " + source + " " + limit.maximum());
  }

  @Override
  public boolean hearsBestChanges() {
    return true;
  }

  @Override
  public void onBestChanges(List<BestChange> changes) {
    changes.forEach(
        change ->
            told.add(
                (change.after() == null ? "gone " : "best ")
                    + change.prefix()
                    + (change.after() == null ? "" : " from " + change.after().source())));
  }
}
