package io.podspan.bgpreflector.speaker.report;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.FaultReason;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgp.wire.UpdateFault;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What was wrong with the messages of peers. Everything is counted by reason. It is told with the
 * message itself, at a bounded rate (RFC 7606, section 6). Any thread.
 */
public final class Verdicts {
  /** Prefixes of a message that are told. */
  private static final int MAX_PREFIXES = 32;

  /** Octets of a message that are told; a message without RFC 8654 has no more. */
  private static final int MAX_OCTETS = 4096;

  private final SpeakerListener listener;
  private final Pace updates;
  private final Pace opens;
  private final Pace refusals;
  private final AtomicLongArray faults = new AtomicLongArray(FaultReason.values().length);
  private final AtomicLongArray refusedOpens = new AtomicLongArray(OpenFault.values().length);

  public Verdicts(SpeakerListener listener, InstantSource clock) {
    this.listener = listener;
    this.updates = new Pace(clock);
    this.opens = new Pace(clock);
    this.refusals = new Pace(clock);
  }

  /**
   * An UPDATE had errors.
   *
   * @param frame the whole message; its indexes do not move
   */
  public void onUpdate(PeerConfig peer, Message.Update update, ByteBuf frame) {
    long reasons = 0;
    UpdateFault worst = null;
    for (UpdateFault fault : update.faults()) {
      faults.incrementAndGet(fault.reason().ordinal());
      // What is not passed on from this peer anyway is counted and not told.
      if (fault.reason() != FaultReason.NOT_PASSED_ON) {
        reasons |= 1L << fault.reason().ordinal();
        worst = worse(worst, fault);
      }
    }
    Pace.Due due = worst == null ? Pace.NOTHING : updates.note(peer.address(), reasons);
    if (worst != null && due.times() > 0) {
      listener.onFaultyUpdate(peer, report(update, frame, worst, due));
    }
  }

  /** The first that withdraws routes, else the first. */
  private static UpdateFault worse(@Nullable UpdateFault known, UpdateFault next) {
    boolean stronger =
        known instanceof UpdateFault.DiscardAttribute
            && next instanceof UpdateFault.TreatAsWithdraw;
    return known == null || stronger ? next : known;
  }

  private static UpdateReport report(
      Message.Update update, ByteBuf frame, UpdateFault worst, Pace.Due due) {
    List<Prefix> prefixes = new ArrayList<>();
    int all = 0;
    for (Message.Routes routes : update.routes()) {
      all += routes.withdrawn().size() + routes.announced().size();
      addTo(prefixes, routes.withdrawn());
      addTo(prefixes, routes.announced());
    }
    int octets = Math.min(frame.readableBytes(), MAX_OCTETS);
    boolean withdrawn = worst instanceof UpdateFault.TreatAsWithdraw;
    return new UpdateReport(
        withdrawn,
        worst.why(),
        reasons(due.reasons()),
        prefixes,
        all - prefixes.size(),
        due.times(),
        ByteBufUtil.hexDump(frame, frame.readerIndex(), octets)
            + (octets < frame.readableBytes() ? "..." : ""));
  }

  private static void addTo(List<Prefix> prefixes, Nlri nlri) {
    for (int i = 0; i < nlri.size() && prefixes.size() < MAX_PREFIXES; i++) {
      prefixes.add(nlri.at(i));
    }
  }

  private static Set<FaultReason> reasons(long bits) {
    Set<FaultReason> reasons = EnumSet.noneOf(FaultReason.class);
    for (FaultReason reason : FaultReason.values()) {
      if ((bits & 1L << reason.ordinal()) != 0) {
        reasons.add(reason);
      }
    }
    return reasons;
  }

  /**
   * A peer sent something else than an acceptable OPEN.
   *
   * @param sent what it got for it
   */
  public void onOpen(PeerConfig peer, Message.Notification sent, String why) {
    refusedOpens.incrementAndGet(OpenFault.of(sent).ordinal());
    Pace.Due due = opens.note(peer.address(), 0);
    if (due.times() > 0) {
      listener.onOpenRefused(peer, sent, why, due.times());
    }
  }

  /** The peer judged us: its operator may not be the one who can mend it. */
  public void onRefusedByPeer(PeerConfig peer, Message.Notification received) {
    if (NotificationCode.CONNECTION_COLLISION.matches(received)) {
      // Both have dialed, and one connection stays.
      return;
    }
    Pace.Due due = refusals.note(peer.address(), 0);
    if (due.times() > 0) {
      listener.onRefusedByPeer(peer, received, due.times());
    }
  }

  /** Errors in UPDATEs by reason, since the start. */
  public Map<FaultReason, Long> faults() {
    Map<FaultReason, Long> all = new EnumMap<>(FaultReason.class);
    for (FaultReason reason : FaultReason.values()) {
      all.put(reason, faults.get(reason.ordinal()));
    }
    return all;
  }

  /** Refused OPENs by reason, since the start. */
  public Map<OpenFault, Long> refusedOpens() {
    Map<OpenFault, Long> all = new EnumMap<>(OpenFault.class);
    for (OpenFault fault : OpenFault.values()) {
      all.put(fault, refusedOpens.get(fault.ordinal()));
    }
    return all;
  }
}
