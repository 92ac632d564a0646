package io.podspan.bgpreflector.reflect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.FrameHeader;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageEncoder;
import io.podspan.bgp.wire.MultiprotocolEncoder;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgpreflector.rib.Destination;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.RouteSource;
import org.jspecify.annotations.Nullable;

/**
 * Collects the changes of one turn in buckets and encodes each bucket once: announcements by
 * (attributes, source), withdrawals by whom they are for. A prefix is staged at most once for each
 * receiver between two calls of {@link #drainTo}.
 */
final class UpdatePacker {
  /** Octets of an UPDATE that are always there: header and two lengths. */
  private static final int FIXED = FrameHeader.LENGTH + 4;

  /** Octets of MP_REACH_NLRI or MP_UNREACH_NLRI beside the prefixes, at most (RFC 4760). */
  private static final int MULTIPROTOCOL = 4 + 2 + 1 + 1 + 32 + 1;

  private static final int LARGEST_PREFIX = 17;

  private final ReflectionRules rules;
  private final ExportKey key;
  private final EngineStatistics statistics;
  private final NextHopOwners owners;
  private final int maxMessage;
  private final Announcements announcements = new Announcements();
  private final Withdrawals withdrawals = new Withdrawals();

  /**
   * @param owners the members of the group
   */
  UpdatePacker(
      ReflectionRules rules, ExportKey key, EngineStatistics statistics, NextHopOwners owners) {
    this.owners = owners;
    this.rules = rules;
    this.key = key;
    this.statistics = statistics;
    this.maxMessage = key.options().maxMessage();
  }

  /** Those who read a log. */
  @FunctionalInterface
  interface Readers {
    boolean has(RouteSource member);
  }

  /**
   * Stages the change from one path to another for the members.
   *
   * @param readers who reads what is drained next
   */
  @SuppressWarnings("ReferenceEquality") // sources are sessions, compared by identity
  void change(
      Destination destination, @Nullable Path before, @Nullable Path after, Readers readers) {
    if (after == null) {
      if (before != null) {
        withdrawals.add(destination, before.source(), owners.of(before), null);
      }
    } else if (before == null || !before.sameAs(after)) {
      announce(destination, after);
      if (before != null) {
        // The new source gets no announcement of its own route, and a member none of a route via
        // itself; what they had before has to go.
        withdrawFrom(after.source(), destination, before, readers);
        withdrawFrom(owners.of(after), destination, before, readers);
      }
    }
  }

  /** If it was told of the path before. */
  @SuppressWarnings("ReferenceEquality") // as above
  private void withdrawFrom(
      @Nullable RouteSource member, Destination destination, Path before, Readers readers) {
    if (member != null
        && member != before.source()
        && readers.has(member)
        && member != owners.of(before)) {
      withdrawals.add(destination, null, null, member);
    }
  }

  /** For all but the source, and the member that is the next hop. */
  void announce(Destination destination, Path path) {
    announcements.of(path).add(destination);
  }

  /** Whether the peer gets no message with it, because none has room (RFC 8654, section 5). */
  boolean isTooLong(Destination destination, Path path) {
    int bound = FIXED + MULTIPROTOCOL + ReflectionRules.bound(path.attributes()) + LARGEST_PREFIX;
    if (bound <= maxMessage) {
      return false;
    }
    DestinationList one = new DestinationList();
    one.add(destination);
    ByteBuf tried = Unpooled.buffer(bound);
    int through =
        destination.isIpv6()
            ? announceIpv6(tried, path, one, 0)
            : announceIpv4(tried, path, one, 0);
    return through == 0;
  }

  boolean isEmpty() {
    return announcements.isEmpty() && withdrawals.isEmpty();
  }

  void clear() {
    announcements.clear();
    withdrawals.clear();
  }

  /** Withdrawals go first: receivers can then free memory early. */
  void drainTo(GroupLog log) {
    withdrawals.byKey().forEach((whom, list) -> encodeWithdrawals(whom, list, log));
    for (Announcements.Bucket bucket : announcements.buckets()) {
      encodeAnnouncements(bucket.path(), bucket.destinations(), log);
    }
    clear();
  }

  private void encodeAnnouncements(Path path, DestinationList list, GroupLog log) {
    RouteSource nextHop = owners.of(path);
    int bound = FIXED + MULTIPROTOCOL + ReflectionRules.bound(path.attributes());
    int next = 0;
    while (next < list.size()) {
      int room = Math.min((list.size() - next) * LARGEST_PREFIX, maxMessage);
      ByteBuf out = log.begin(bound + room);
      int start = out.writerIndex();
      int through =
          list.at(next).isIpv6()
              ? announceIpv6(out, path, list, next)
              : announceIpv4(out, path, list, next);
      if (through == next) {
        // Too long for this peer even with one prefix (RFC 8654, section 5): it must not keep an
        // older version.
        out.writerIndex(start);
        statistics.count(EngineCounter.ROUTES_TOO_LONG, (long) list.size() - next);
        withdrawRest(path, list, next, log);
        return;
      }
      MessageEncoder.finishFrame(out, start);
      log.end(path.source(), nextHop, null);
      next = through;
    }
  }

  private int announceIpv4(ByteBuf out, Path path, DestinationList list, int from) {
    int start = out.writerIndex();
    MessageEncoder.startFrame(out, Message.UPDATE);
    out.writeShort(0);
    int lengthAt = out.writerIndex();
    out.writeShort(0);
    rules.write(out, path, key);
    out.setShort(lengthAt, out.writerIndex() - lengthAt - 2);
    return fill(out, list, from, start + maxMessage);
  }

  /** MP_REACH_NLRI stands first (RFC 7606, section 5.1), so that the rest is written before it. */
  private int announceIpv6(ByteBuf out, Path path, DestinationList list, int from) {
    int start = out.writerIndex();
    MessageEncoder.startFrame(out, Message.UPDATE);
    out.writeShort(0);
    int lengthAt = out.writerIndex();
    out.writeShort(0);
    int reachAt = MultiprotocolEncoder.startReach(out, rules.base(path, key));
    // The other attributes come behind the prefixes: how long they are decides how many fit.
    int attributesAt = out.writerIndex();
    rules.write(out, path, key);
    int others = out.writerIndex() - attributesAt;
    out.writerIndex(attributesAt);
    int next = fill(out, list, from, start + maxMessage - others);
    MultiprotocolEncoder.finish(out, reachAt);
    rules.write(out, path, key);
    out.setShort(lengthAt, out.writerIndex() - lengthAt - 2);
    return next;
  }

  private void withdrawRest(Path path, DestinationList list, int from, GroupLog log) {
    DestinationList rest = new DestinationList();
    for (int i = from; i < list.size(); i++) {
      rest.add(list.at(i));
    }
    AddressFamily family = rest.at(0).family();
    encodeWithdrawals(new Withdrawals.Key(family, path.source(), owners.of(path), null), rest, log);
  }

  private void encodeWithdrawals(Withdrawals.Key whom, DestinationList list, GroupLog log) {
    int next = 0;
    while (next < list.size()) {
      int room = Math.min((list.size() - next) * LARGEST_PREFIX, maxMessage);
      ByteBuf out = log.begin(FIXED + MULTIPROTOCOL + room);
      int start = out.writerIndex();
      next =
          switch (whom.family()) {
            case IPV4_UNICAST -> withdrawIpv4(out, list, next);
            case IPV6_UNICAST -> withdrawIpv6(out, list, next);
          };
      MessageEncoder.finishFrame(out, start);
      log.end(whom.except(), whom.exceptToo(), whom.only());
    }
  }

  private int withdrawIpv4(ByteBuf out, DestinationList list, int from) {
    int start = out.writerIndex();
    MessageEncoder.startFrame(out, Message.UPDATE);
    int lengthAt = out.writerIndex();
    out.writeShort(0);
    int next = fill(out, list, from, start + maxMessage - 2);
    out.setShort(lengthAt, out.writerIndex() - lengthAt - 2);
    out.writeShort(0);
    return next;
  }

  private int withdrawIpv6(ByteBuf out, DestinationList list, int from) {
    int start = out.writerIndex();
    MessageEncoder.startFrame(out, Message.UPDATE);
    out.writeShort(0);
    int lengthAt = out.writerIndex();
    out.writeShort(0);
    int unreachAt = MultiprotocolEncoder.startUnreach(out, AddressFamily.IPV6_UNICAST);
    int next = fill(out, list, from, start + maxMessage);
    MultiprotocolEncoder.finish(out, unreachAt);
    out.setShort(lengthAt, out.writerIndex() - lengthAt - 2);
    return next;
  }

  /**
   * Writes prefixes while there is room (RFC 4271, section 4.3); returns the index of the next one.
   *
   * @param limit writer index that must not be passed
   */
  private static int fill(ByteBuf out, DestinationList list, int from, int limit) {
    int next = from;
    while (next < list.size()) {
      Destination destination = list.at(next);
      if (out.writerIndex() + Nlri.encodedLength(destination.length()) > limit) {
        break;
      }
      Nlri.write(out, destination.high(), destination.low(), destination.length());
      next++;
    }
    return next;
  }
}
