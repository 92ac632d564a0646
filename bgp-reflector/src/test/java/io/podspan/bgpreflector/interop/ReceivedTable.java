package io.podspan.bgpreflector.interop;

import io.podspan.bgpreflector.hostile.RawUpdate;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An IPv4 routing table as UPDATEs make it: which attributes each prefix has, byte for byte. Two
 * tables can be compared when they share their {@link AttributeSets}.
 */
final class ReceivedTable {

  /** Numbers for distinct attribute sets: a table of the Internet then fits into memory. */
  static final class AttributeSets {
    private final Map<ByteBuffer, Integer> numbers = new HashMap<>();

    synchronized int number(byte[] canonical) {
      return numbers.computeIfAbsent(ByteBuffer.wrap(canonical), _ -> numbers.size());
    }

    private synchronized String describe(Integer number) {
      return numbers.entrySet().stream()
          .filter(set -> set.getValue().equals(number))
          .map(set -> HexFormat.of().formatHex(set.getKey().array()))
          .findFirst()
          .orElse("none");
    }
  }

  /** What becomes of each attribute on its way into the table. */
  interface Change {
    Change NONE = _ -> true;

    /**
     * @param attributes by code: flags without the bit for extended length, then the value
     * @return whether there is a route with them at all
     */
    boolean apply(Map<Integer, byte[]> attributes);
  }

  private static final int SHOWN = 5;

  private final AttributeSets sets;
  private final Change change;
  private final Map<Long, Integer> routes = new HashMap<>(1 << 20);

  ReceivedTable(AttributeSets sets, Change change) {
    this.sets = sets;
    this.change = change;
  }

  /** Takes the body of an UPDATE. */
  void apply(byte[] body) {
    int withdrawnEnd = 2 + RawUpdate.u16(body, 0);
    int attributesStart = withdrawnEnd + 2;
    int attributesEnd = attributesStart + RawUpdate.u16(body, withdrawnEnd);
    for (int at = 2; at < withdrawnEnd; at = behind(body, at)) {
      routes.remove(prefix(body, at));
    }
    if (attributesEnd < body.length) {
      Map<Integer, byte[]> attributes = attributes(body, attributesStart, attributesEnd);
      Integer number = change.apply(attributes) ? sets.number(canonical(attributes)) : null;
      for (int at = attributesEnd; at < body.length; at = behind(body, at)) {
        put(prefix(body, at), number);
      }
    }
  }

  private void put(long prefix, Integer number) {
    if (number == null) {
      routes.remove(prefix);
    } else {
      routes.put(prefix, number);
    }
  }

  private static Map<Integer, byte[]> attributes(byte[] body, int from, int to) {
    Map<Integer, byte[]> attributes = new TreeMap<>();
    RawUpdate.forEachAttribute(
        body,
        from,
        to,
        (start, end) -> attributes.put(body[start + 1] & 0xff, flagsAndValue(body, start, end)));
    return attributes;
  }

  private static byte[] canonical(Map<Integer, byte[]> attributes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    attributes.forEach(
        (code, bytes) -> {
          all.write(code);
          all.write(bytes.length >> 8);
          all.write(bytes.length);
          all.writeBytes(bytes);
        });
    return all.toByteArray();
  }

  private static byte[] flagsAndValue(byte[] body, int start, int end) {
    boolean extended = (body[start] & 0x10) != 0;
    int value = start + (extended ? 4 : 3);
    byte[] bytes = new byte[1 + end - value];
    bytes[0] = (byte) (body[start] & 0xe0);
    System.arraycopy(body, value, bytes, 1, end - value);
    return bytes;
  }

  private static int behind(byte[] body, int at) {
    return at + 1 + ((body[at] & 0xff) + 7) / 8;
  }

  private static long prefix(byte[] body, int at) {
    int length = body[at] & 0xff;
    byte[] octets = Arrays.copyOf(Arrays.copyOfRange(body, at + 1, behind(body, at)), 4);
    return Integer.toUnsignedLong(ByteBuffer.wrap(octets).getInt()) << 8 | length;
  }

  int size() {
    return routes.size();
  }

  /** Some of what the other lacks, has more, or has with other attributes; empty for none. */
  List<String> differences(ReceivedTable other) {
    Stream<String> differing =
        routes.entrySet().stream()
            .filter(route -> !route.getValue().equals(other.routes.get(route.getKey())))
            .map(route -> describe(route.getKey(), other));
    Stream<String> more =
        other.routes.keySet().stream()
            .filter(key -> !routes.containsKey(key))
            .map(key -> describe(key, other));
    return Stream.concat(differing, more).limit(SHOWN).toList();
  }

  private String describe(long prefix, ReceivedTable other) {
    return "%08x/%d: %s, but there %s"
        .formatted(
            prefix >> 8,
            prefix & 0xff,
            sets.describe(routes.get(prefix)),
            sets.describe(other.routes.get(prefix)));
  }
}
