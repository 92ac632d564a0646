package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Messages at random, each of which may be sent. */
final class Gen {
  private final RandomGenerator random;

  Gen(RandomGenerator random) {
    this.random = random;
  }

  Message message() {
    return switch (random.nextInt(8)) {
      case 0 -> open();
      case 1 -> notification();
      case 2 -> Message.Keepalive.INSTANCE;
      case 3 ->
          new Message.RouteRefresh(
              random.nextInt(1 << 16), random.nextInt(256), random.nextInt(256));
      default -> update();
    };
  }

  WireOptions options() {
    return new WireOptions(
        random.nextBoolean(), random.nextBoolean(), EnumSet.allOf(AddressFamily.class));
  }

  private Message open() {
    List<AddressFamily> families = new ArrayList<>(List.of(AddressFamily.values()));
    families.removeIf(_ -> random.nextBoolean());
    return new Message.Open(
        random.nextInt(256),
        random.nextInt(1 << 16),
        random.nextInt(1 << 16),
        random.nextInt(),
        capabilities(families));
  }

  /** In any order, with unknown and repeated ones. */
  private Capabilities capabilities(List<AddressFamily> families) {
    Capabilities capabilities = Capabilities.NONE;
    for (int more = random.nextInt(8); more > 0; more--) {
      capabilities =
          switch (random.nextInt(6)) {
            case 0 -> capabilities.with(CapabilityType.MULTIPROTOCOL, Set.copyOf(families));
            case 1 -> capabilities.with(CapabilityType.ROUTE_REFRESH, random.nextBoolean());
            case 2 -> capabilities.with(CapabilityType.EXTENDED_MESSAGES, random.nextBoolean());
            case 3 -> capabilities.with(CapabilityType.FOUR_OCTET_AS, OptionalLong.of(asn()));
            case 4 -> capabilities.with(CapabilityType.ENHANCED_ROUTE_REFRESH, true);
            default ->
                capabilities.with(
                    new Capability(
                        71 + random.nextInt(185), Octets.of(octets(random.nextInt(256)))));
          };
    }
    return capabilities;
  }

  private Message notification() {
    if (random.nextBoolean()) {
      return NotificationCode.ADMINISTRATIVE_SHUTDOWN.saying(text());
    }
    byte[] data = new byte[random.nextInt(40)];
    random.nextBytes(data);
    return new Message.Notification(random.nextInt(256), random.nextInt(256), Octets.of(data));
  }

  private String text() {
    byte[] letters = new byte[random.nextInt(300)];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) ('a' + random.nextInt(26));
    }
    return new String(letters, StandardCharsets.US_ASCII);
  }

  private Message.Update update() {
    return switch (random.nextInt(5)) {
      case 0 -> Message.Update.endOfRib(family());
      case 1 -> Message.Update.withdraw(nlri(family(), 1 + random.nextInt(30)));
      case 2 -> bothFamilies();
      default -> {
        AddressFamily family = family();
        yield Message.Update.announce(attributes(family), nlri(family, 1 + random.nextInt(30)));
      }
    };
  }

  /** They share all attributes but the next hop. */
  private Message.Update bothFamilies() {
    PathAttributes ipv4 = attributes(AddressFamily.IPV4_UNICAST);
    PathAttributes ipv6 = ipv4.withNextHop(address(AddressFamily.IPV6_UNICAST));
    return new Message.Update(
        List.of(routes(AddressFamily.IPV4_UNICAST, ipv4), routes(AddressFamily.IPV6_UNICAST, ipv6)),
        List.of(),
        null);
  }

  private Message.Routes routes(AddressFamily family, PathAttributes attributes) {
    return new Message.Routes(
        family, nlri(family, random.nextInt(5)), attributes, nlri(family, 1 + random.nextInt(5)));
  }

  private AddressFamily family() {
    return random.nextBoolean() ? AddressFamily.IPV4_UNICAST : AddressFamily.IPV6_UNICAST;
  }

  private Nlri nlri(AddressFamily family, int size) {
    Prefix[] prefixes = new Prefix[size];
    for (int i = 0; i < size; i++) {
      IpAddress address = address(family);
      prefixes[i] =
          new Prefix(family.ip(), address.high(), address.low(), random.nextInt(family.bits() + 1));
    }
    return Nlri.of(prefixes);
  }

  /** Unicast. */
  private IpAddress address(AddressFamily family) {
    return family == AddressFamily.IPV4_UNICAST
        ? IpAddress.ofIpv4(random.nextInt(1, 224) << 24 | random.nextInt(1 << 24))
        : new IpAddress(0x2000_0000_0000_0000L | random.nextLong() >>> 3, random.nextLong(), true);
  }

  /** Read from bytes in any order, so that what is made here is what a decoder makes. */
  private PathAttributes attributes(AddressFamily family) {
    List<byte[]> list = new ArrayList<>();
    list.add(AttributeBytes.attribute(AttributeTable.ORIGIN, (byte) random.nextInt(3)));
    list.add(AttributeBytes.attribute(AttributeTable.AS_PATH, asPath()));
    sometimes(list, AttributeTable.MULTI_EXIT_DISC, octets(4));
    sometimes(list, AttributeTable.LOCAL_PREF, octets(4));
    sometimes(list, AttributeTable.ATOMIC_AGGREGATE, octets(0));
    sometimes(list, AttributeTable.COMMUNITIES, octets(4 * random.nextInt(1, 100)));
    sometimes(list, AttributeTable.ORIGINATOR_ID, octets(4));
    sometimes(list, AttributeTable.CLUSTER_LIST, octets(4 * random.nextInt(1, 70)));
    sometimes(list, AttributeTable.EXTENDED_COMMUNITIES, octets(8 * random.nextInt(1, 40)));
    sometimes(list, AttributeTable.LARGE_COMMUNITIES, octets(12 * random.nextInt(1, 30)));
    list.add(AttributeBytes.attribute(0xe0, 200 + random.nextInt(56), octets(random.nextInt(9))));
    Collections.shuffle(list, Random.from(random));
    ByteBuf all = Unpooled.buffer();
    list.forEach(all::writeBytes);
    byte[] ordered = AttributeBytes.ordered(Arrays.copyOf(all.array(), all.writerIndex()));
    return PathAttributes.of(ordered, null).withNextHop(address(family));
  }

  private void sometimes(List<byte[]> list, AttributeTable row, byte[] value) {
    if (random.nextInt(3) == 0) {
      list.add(AttributeBytes.attribute(row, value));
    }
  }

  private byte[] octets(int count) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    return octets;
  }

  private byte[] asPath() {
    ByteBuf path = Unpooled.buffer();
    for (int segments = random.nextInt(4); segments > 0; segments--) {
      int count = 1 + random.nextInt(5);
      path.writeByte(random.nextBoolean() ? AsPath.AS_SEQUENCE : AsPath.AS_SET).writeByte(count);
      for (int i = 0; i < count; i++) {
        path.writeInt((int) asn());
      }
    }
    return Arrays.copyOf(path.array(), path.writerIndex());
  }

  private long asn() {
    return random.nextBoolean() ? random.nextLong(1, 1 << 16) : random.nextLong(1, 1L << 32);
  }
}
