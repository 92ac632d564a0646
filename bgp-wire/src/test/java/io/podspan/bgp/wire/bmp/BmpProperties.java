package io.podspan.bgp.wire.bmp;

import io.netty.buffer.Unpooled;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.bmp.BmpMessage.RouteMonitoring;
import io.podspan.bgp.wire.bmp.BmpMessage.Unknown;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What holds whatever octets come. */
final class BmpProperties {
  private BmpProperties() {}

  /** The length of the message is put right first, so that its body is reached. */
  static void check(byte[] input) {
    check(BmpDecoder.decode(input));
    if (input.length >= BmpFrame.LENGTH && input.length <= BmpFrame.MAX_LENGTH) {
      byte[] whole = input.clone();
      whole[0] = BmpFrame.VERSION;
      for (int i = 0; i < 4; i++) {
        whole[1 + i] = (byte) (input.length >>> (24 - 8 * i));
      }
      check(BmpDecoder.decode(whole));
    }
    BmpFrame.peek(Unpooled.wrappedBuffer(input));
  }

  private static void check(BmpDecoded decoded) {
    switch (decoded) {
      case BmpFault fault -> require(!fault.text().isEmpty(), "a fault without a text");
      case RouteMonitoring routes -> {
        again(routes);
        updates(routes);
      }
      case BmpMessage.PeerUp up -> {
        for (PeerHeader.Table table : PeerHeader.Table.values()) {
          up.pathIds(table);
        }
        up.tableName();
        // An OPEN is written in its shortest form: not the same octets, and the same meaning.
        again(up);
      }
      case BmpMessage.PeerDown down -> require(!down.text().isEmpty(), "a reason without a text");
      case BmpMessage.Termination end -> require(!end.text().isEmpty(), "a reason without a text");
      case BmpMessage.Initiation start -> again(start);
      case BmpMessage.Mirroring mirroring -> again(mirroring);
      case BmpMessage.Statistics figures ->
          require(figures.figures().size() <= 256, "more figures than are kept");
      case Unknown _ -> {}
    }
  }

  /** What was taken can be written, and means the same. */
  private static void again(BmpMessage message) {
    BmpDecoded read = BmpDecoder.decode(BmpEncoder.encode(message));
    require(read.equals(message), "became " + read + " from " + message);
  }

  private static void updates(RouteMonitoring message) {
    message.peer().table();
    message.peer().at();
    PathIds ids = new PathIds(EnumSet.allOf(AddressFamily.class));
    for (int i = 0; i < 2; i++) {
      bounded(ids.read(message.update(), message.peer().twoOctetAs()), message);
    }
    bounded(UpdateReader.read(message.update(), true, Set.of()), message);
  }

  /** At most one prefix for each octet. */
  private static void bounded(UpdateRead read, RouteMonitoring message) {
    if (read instanceof MonitoredUpdate update) {
      int prefixes =
          update.routes().stream().mapToInt(r -> r.withdrawn().size() + r.announced().size()).sum();
      require(prefixes <= message.update().length(), prefixes + " prefixes");
      require(update.asPath().length() <= AsPathText.MOST + 3, "a long AS_PATH");
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** With one octet changed. */
  static byte[] damaged(byte[] message, int at, int value) {
    byte[] copy = Arrays.copyOf(message, message.length);
    copy[at] = (byte) value;
    return copy;
  }
}
