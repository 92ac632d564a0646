package io.podspan.bgpreflector.hostile;

import static io.podspan.bgpreflector.hostile.Bytes.attribute;
import static io.podspan.bgpreflector.hostile.Bytes.hex;
import static io.podspan.bgpreflector.hostile.Bytes.join;
import static io.podspan.bgpreflector.hostile.Bytes.prefixes;
import static io.podspan.bgpreflector.hostile.Bytes.update;

import io.podspan.bgp.testpeer.Opens;
import io.podspan.bgp.testpeer.TestPeer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A client that sends whatever might end the sessions of those who get its routes, and nothing that
 * ends its own. All of it is passed on: a later message about the same prefix could take the place
 * of one that is still on its way, so each has its own prefix or is waited for.
 */
public final class HostileClient implements AutoCloseable {
  private static final String NEXT_HOP = "192.0.2.1";
  private static final byte[] NONE = {};

  /** RFC 4760's attributes: an error in them ends the sender's own session. */
  private static final Set<Integer> OF_NLRI = Set.of(14, 15);

  /** A sound value of each attribute that the reflector knows, by code. */
  private static final Map<Integer, String> SOUND =
      Map.ofEntries(
          Map.entry(1, "00"),
          Map.entry(2, "0201 0000fde9"),
          Map.entry(3, "c0000201"),
          Map.entry(4, "00000007"),
          Map.entry(5, "00000064"),
          Map.entry(6, ""),
          Map.entry(7, "0000fc00 c0000201"),
          Map.entry(8, "fc000001"),
          Map.entry(9, "c0000209"),
          Map.entry(10, "c0000209"),
          Map.entry(16, "0002fc0000000001"),
          Map.entry(22, "00 06 000010 c0000201"),
          Map.entry(23, "0008 000c 06 0a 00000000 0001 c0000201"),
          Map.entry(25, "0002 20010db8000000000000000000000001 0001"),
          Map.entry(32, "0000fc00 00000001 00000002"),
          Map.entry(35, "0000fc00"),
          Map.entry(40, "010007 00 0000 00000001"),
          Map.entry(128, "0000fc00 400101 00 400200"));

  private final TestPeer peer;
  private final TestPeer watcher;
  private int markers;
  private int victims;

  private HostileClient(TestPeer peer, TestPeer watcher) {
    this.peer = peer;
    this.watcher = watcher;
    peer.readOn();
  }

  /**
   * @param watcher the address of another client, which sees what is passed on
   */
  public static HostileClient connect(String from, String watcher, int port) throws IOException {
    return new HostileClient(
        TestPeer.established(from, port, Opens.ASN, 0),
        TestPeer.established(watcher, port, Opens.ASN, 0));
  }

  /** Each after a sound route for the same prefix. */
  public void sendBadMessages() throws IOException {
    for (BadMessage message : BadMessage.all()) {
      if (!(message.effect() instanceof Effect.Reset) && !needsAnInterface(message)) {
        peer.send(message.soundRoute(++markers));
        awaitPassedOn(sendMarker());
        peer.send(message.octets());
        awaitPassedOn(sendMarker());
      }
    }
  }

  private void awaitPassedOn(String marker) throws IOException {
    while (!RawUpdate.next(watcher).announced().contains(marker)) {
      // Something earlier.
    }
  }

  /**
   * FRR's bgpd without zebra knows no interfaces. It ends its session because of any link-local
   * next hop, of sound routes too.
   */
  private static boolean needsAnInterface(BadMessage message) {
    return message.name().contains("link-local");
  }

  /** All known attributes, with every combination of flags, sound and cut short. */
  public void sendAllFlags() throws IOException {
    for (Map.Entry<Integer, String> known : SOUND.entrySet()) {
      byte[] sound = hex(known.getValue());
      for (int flags = 0; flags < 0x100; flags += 0x10) {
        send(attribute(flags | 0x0f, known.getKey(), sound));
        for (int length = 0; length < sound.length; length++) {
          send(attribute(flags, known.getKey(), Arrays.copyOf(sound, length)));
        }
      }
    }
  }

  /** All attributes, with values that others may try to parse. */
  public void sendRandomAttributes(Random random, int ofEach) throws IOException {
    List<Integer> flags = List.of(0xc0, 0xe0, 0xd0, 0x80, 0xa0);
    for (int code = 0; code < 256; code++) {
      for (int i = 0; i < ofEach; i++) {
        send(attribute(flags.get(random.nextInt(flags.size())), code, value(random)));
      }
    }
  }

  /** Octets, or TLVs of one or two octets of type whose length may be a lie. */
  private static byte[] value(Random random) {
    byte[] rest = new byte[random.nextInt(32)];
    random.nextBytes(rest);
    byte[] length = Bytes.u16(random.nextInt(40));
    return switch (random.nextInt(4)) {
      case 0 -> new byte[random.nextInt(20)];
      case 1 -> join(new byte[] {(byte) random.nextInt(8)}, length, rest);
      case 2 -> join(Bytes.u16(random.nextInt(20)), length, rest);
      default -> rest;
    };
  }

  /** An announcement of a new victim with this attribute, instead of the plain one of its code. */
  private void send(byte[] attribute) throws IOException {
    int code = attribute[1] & 0xff;
    if (OF_NLRI.contains(code)) {
      return;
    }
    byte[] attributes = attribute;
    for (String plain : List.of("400101 00", "400200", "400304 c0000201", "400504 00000064")) {
      byte[] octets = hex(plain);
      if (octets[1] != code) {
        attributes = join(attributes, octets);
      }
    }
    peer.send(update(NONE, attributes, prefixes(nextVictim())));
  }

  private String nextVictim() {
    victims++;
    return "10.%d.%d.0/24".formatted(128 + (victims >> 8), victims & 255);
  }

  /** Announces a sound route for another prefix, by which others know that all before it came. */
  public String sendMarker() throws IOException {
    int marker = ++markers;
    peer.send(Bytes.announce(BadMessage.markerPrefix(marker), NEXT_HOP, marker));
    return BadMessage.markerPrefix(marker);
  }

  @Override
  public void close() throws IOException {
    peer.close();
    watcher.close();
  }
}
