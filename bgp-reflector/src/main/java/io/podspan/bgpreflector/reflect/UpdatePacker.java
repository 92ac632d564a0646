package io.podspan.bgpreflector.reflect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.podspan.bgpreflector.rib.LongList;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.wire.FrameHeader;
import io.podspan.bgpreflector.wire.Message;
import io.podspan.bgpreflector.wire.MessageEncoder;
import io.podspan.bgpreflector.wire.Nlri;
import io.podspan.bgpreflector.wire.PathAttributes;
import io.podspan.bgpreflector.wire.WireOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the changes of one turn in buckets and encodes each bucket once: announcements by
 * (attributes, source), withdrawals by whom they are for. A prefix is staged at most once for each
 * receiver between two calls of {@link #drainTo}.
 */
final class UpdatePacker {
  private record Announcement(PathAttributes attributes, RouteSource source) {}

  private record Withdrawal(@Nullable RouteSource except, @Nullable RouteSource only) {}

  /** Header, two length fields and one full prefix have to fit beside them. */
  private static final int MAX_ATTRIBUTES = WireOptions.MAX_MESSAGE - FrameHeader.LENGTH - 4 - 5;

  private final ReflectionRules rules;
  private final ExportKey key;
  private final Map<Announcement, LongList> announcements = new LinkedHashMap<>();
  private final Map<Withdrawal, LongList> withdrawals = new LinkedHashMap<>();

  UpdatePacker(ReflectionRules rules, ExportKey key) {
    this.rules = rules;
    this.key = key;
  }

  /** For all but the source. */
  void announce(long prefix, Path path) {
    announcements
        .computeIfAbsent(new Announcement(path.attributes(), path.source()), _ -> new LongList())
        .add(prefix);
  }

  /** For all but the source of what was announced. */
  void withdraw(long prefix, RouteSource announcedFrom) {
    withdrawals
        .computeIfAbsent(new Withdrawal(announcedFrom, null), _ -> new LongList())
        .add(prefix);
  }

  void withdrawOnlyFrom(long prefix, RouteSource member) {
    withdrawals.computeIfAbsent(new Withdrawal(null, member), _ -> new LongList()).add(prefix);
  }

  boolean isEmpty() {
    return announcements.isEmpty() && withdrawals.isEmpty();
  }

  /** Withdrawals first, so that receivers free what they can. */
  void drainTo(GroupLog log) {
    withdrawals.forEach((whom, prefixes) -> encodeWithdrawals(whom, prefixes, log));
    announcements.forEach((what, prefixes) -> encodeAnnouncements(what, prefixes, log));
    withdrawals.clear();
    announcements.clear();
  }

  static byte[] endOfRib() {
    return MessageEncoder.encode(Message.Update.withdraw(Nlri.NONE), WireOptions.PLAIN);
  }

  private void encodeAnnouncements(Announcement what, LongList prefixes, GroupLog log) {
    byte[] attributes =
        rules.outbound(new Path(what.source(), what.attributes()), key).encoded(key.options());
    if (attributes.length > MAX_ATTRIBUTES) {
      // What reflection adds made it too long for any message: receivers must not keep an older
      // version.
      encodeWithdrawals(new Withdrawal(what.source(), null), prefixes, log);
      return;
    }
    int next = 0;
    while (next < prefixes.size()) {
      ByteBuf out = start();
      out.writeShort(0).writeShort(attributes.length).writeBytes(attributes);
      next = fill(out, prefixes, next, WireOptions.MAX_MESSAGE);
      log.append(new Packet(finish(out), what.source(), null));
    }
  }

  private static void encodeWithdrawals(Withdrawal whom, LongList prefixes, GroupLog log) {
    int next = 0;
    while (next < prefixes.size()) {
      ByteBuf out = start();
      int lengthAt = out.writerIndex();
      out.writeShort(0);
      next = fill(out, prefixes, next, WireOptions.MAX_MESSAGE - 2);
      out.setShort(lengthAt, out.writerIndex() - lengthAt - 2);
      out.writeShort(0);
      log.append(new Packet(finish(out), whom.except(), whom.only()));
    }
  }

  private static ByteBuf start() {
    ByteBuf out = Unpooled.buffer(128, WireOptions.MAX_MESSAGE);
    MessageEncoder.startFrame(out, Message.UPDATE);
    return out;
  }

  /**
   * Writes prefixes while there is room (RFC 4271, section 4.3); returns the index of the next one.
   */
  private static int fill(ByteBuf out, LongList prefixes, int from, int room) {
    int next = from;
    while (next < prefixes.size()
        && out.writerIndex() + Nlri.encodedLength(prefixes.at(next)) <= room) {
      Nlri.write(out, prefixes.at(next++));
    }
    return next;
  }

  private static byte[] finish(ByteBuf out) {
    MessageEncoder.finishFrame(out, 0);
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    return bytes;
  }
}
