package io.podspan.bgpreflector.hostile;

import io.podspan.bgp.testpeer.RawMessage;
import io.podspan.bgp.testpeer.TestPeer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * An UPDATE taken apart by code that shares nothing with the engine's.
 *
 * @param withdrawn prefixes of both families
 * @param attributes by code, each whole: flags, code, length and value
 * @param announced prefixes of both families
 */
public record RawUpdate(
    List<String> withdrawn, SortedMap<Integer, byte[]> attributes, List<String> announced) {
  private static final int MP_REACH = 14;
  private static final int MP_UNREACH = 15;
  private static final int EXTENDED_LENGTH = 0x10;

  /** The next UPDATE about routes that a peer receives. */
  static RawUpdate next(TestPeer peer) throws IOException {
    while (true) {
      RawMessage message = peer.readRaw();
      if (message.isNotification()) {
        throw new IOException(peer.address() + " got NOTIFICATION " + message.notification());
      }
      if (message.isUpdate()) {
        RawUpdate update = of(message.body());
        if (!update.isEndOfRib()) {
          return update;
        }
      }
    }
  }

  public static RawUpdate of(byte[] body) {
    int withdrawnEnd = 2 + u16(body, 0);
    int attributesStart = withdrawnEnd + 2;
    int attributesEnd = attributesStart + u16(body, withdrawnEnd);
    List<String> withdrawn = new ArrayList<>();
    List<String> announced = new ArrayList<>();
    readIpv4(body, 2, withdrawnEnd, withdrawn);
    readIpv4(body, attributesEnd, body.length, announced);
    SortedMap<Integer, byte[]> attributes = new TreeMap<>();
    forEachAttribute(
        body,
        attributesStart,
        attributesEnd,
        (start, end) ->
            attributes.put(body[start + 1] & 0xff, Arrays.copyOfRange(body, start, end)));
    readMultiprotocol(attributes, withdrawn, announced);
    return new RawUpdate(withdrawn, attributes, announced);
  }

  /** Where an attribute starts and ends. */
  public interface AttributeVisitor {
    void visit(int start, int end);
  }

  public static void forEachAttribute(byte[] bytes, int from, int to, AttributeVisitor visitor) {
    int at = from;
    while (at < to) {
      boolean extended = (bytes[at] & EXTENDED_LENGTH) != 0;
      int length = extended ? u16(bytes, at + 2) : bytes[at + 2] & 0xff;
      int end = at + (extended ? 4 : 3) + length;
      if (end > to) {
        throw new IllegalArgumentException("attribute runs over");
      }
      visitor.visit(at, end);
      at = end;
    }
  }

  public static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  private static void readIpv4(byte[] bytes, int from, int to, List<String> into) {
    readPrefixes(bytes, from, to, at -> into.add(ipv4(bytes, at)));
  }

  private static void readPrefixes(byte[] bytes, int from, int to, IntConsumer each) {
    int at = from;
    while (at < to) {
      each.accept(at);
      at += 1 + ((bytes[at] & 0xff) + 7) / 8;
    }
    if (at != to) {
      throw new IllegalArgumentException("prefix runs over");
    }
  }

  private static String ipv4(byte[] bytes, int at) {
    int[] octets = new int[4];
    int length = bytes[at] & 0xff;
    for (int i = 0; i < (length + 7) / 8; i++) {
      octets[i] = bytes[at + 1 + i] & 0xff;
    }
    return octets[0] + "." + octets[1] + "." + octets[2] + "." + octets[3] + "/" + length;
  }

  private static String ipv6(byte[] bytes, int at) {
    int length = bytes[at] & 0xff;
    byte[] octets = Arrays.copyOf(Arrays.copyOfRange(bytes, at + 1, at + 1 + (length + 7) / 8), 16);
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < 16; i += 2) {
      groups.add(Integer.toHexString(u16(octets, i)));
    }
    return String.join(":", groups) + "/" + length;
  }

  private static void readMultiprotocol(
      SortedMap<Integer, byte[]> attributes, List<String> withdrawn, List<String> announced) {
    byte[] reach = value(attributes.get(MP_REACH));
    if (reach.length > 0) {
      int nextHopLength = reach[3] & 0xff;
      readPrefixes(reach, 5 + nextHopLength, reach.length, at -> announced.add(ipv6(reach, at)));
    }
    byte[] unreach = value(attributes.get(MP_UNREACH));
    if (unreach.length > 0) {
      readPrefixes(unreach, 3, unreach.length, at -> withdrawn.add(ipv6(unreach, at)));
    }
  }

  private static byte[] value(byte[] attribute) {
    if (attribute == null) {
      return new byte[0];
    }
    return Arrays.copyOfRange(
        attribute, (attribute[0] & EXTENDED_LENGTH) != 0 ? 4 : 3, attribute.length);
  }

  /** Whether it says nothing of any route: an End-of-RIB (RFC 4724, section 2). */
  public boolean isEndOfRib() {
    return withdrawn.isEmpty() && announced.isEmpty();
  }
}
