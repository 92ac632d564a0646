package io.podspan.bgp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyedHashTest {
  private static final int SLOTS = 1 << 17;

  @Test
  void prefixesThatFollowEachOtherSpreadOverATable() {
    Set<Integer> taken = new HashSet<>();
    for (int i = 0; i < SLOTS / 2; i++) {
      taken.add(KeyedHash.of((long) i << 40, 0, 24) & (SLOTS - 1));
    }

    // Of chance alone it would be 39 percent of the places.
    assertThat(taken.size()).isGreaterThan(SLOTS / 3);
  }

  @Test
  void ipv6PrefixesOfOneNetworkSpreadToo() {
    Set<Integer> taken = new HashSet<>();
    for (int i = 0; i < SLOTS / 2; i++) {
      taken.add(KeyedHash.of(0x20010db8_00000000L | i, 0, 64) & (SLOTS - 1));
      taken.add(KeyedHash.of(0x20010db8_00000000L, i, 128) & (SLOTS - 1));
    }

    assertThat(taken.size()).isGreaterThan(SLOTS / 2);
  }

  @Test
  void bytesThatDifferInOnePlaceHaveDifferentHashes() {
    Set<Integer> hashes = new HashSet<>();
    for (int length = 0; length < 40; length++) {
      byte[] bytes = new byte[length];
      hashes.add(KeyedHash.of(bytes));
      for (int at = 0; at < length; at++) {
        bytes[at] = 1;
        hashes.add(KeyedHash.of(bytes));
        bytes[at] = 0;
      }
    }

    assertThat(hashes).hasSize(40 + 39 * 40 / 2);
  }
}
