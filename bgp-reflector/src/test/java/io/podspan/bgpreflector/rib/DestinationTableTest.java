package io.podspan.bgpreflector.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpFamily;
import io.podspan.addresses.Prefix;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTableTest {
  private final DestinationTable table = new DestinationTable();

  private static Prefix prefix(Random random) {
    return random.nextBoolean()
        ? Prefix.ipv4(random.nextInt(400) << 12, 20)
        : new Prefix(IpFamily.IPV6, (long) random.nextInt(400) << 44, 0, 20);
  }

  private Destination find(Prefix prefix) {
    return table.find(prefix.ipv6(), prefix.high(), prefix.low(), prefix.length());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void holdsWhatAMapOfTheLibraryHolds(long seed) {
    Random random = new Random(seed);
    Map<Prefix, Destination> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      Prefix prefix = prefix(random);
      Destination known = expected.get(prefix);
      assertThat(find(prefix)).isSameAs(known);
      if (known == null) {
        Destination added =
            table.findOrAdd(prefix.ipv6(), prefix.high(), prefix.low(), prefix.length());
        assertThat(added.prefix()).isEqualTo(prefix);
        expected.put(prefix, added);
      } else {
        table.remove(known);
        expected.remove(prefix);
      }
      assertThat(table.size()).isEqualTo(expected.size());
    }
    expected.values().forEach(d -> assertThat(table.byId(d.id())).isSameAs(d));
    // Ids are used again, so that tables by id stay as small as they can.
    assertThat(table.idLimit()).isLessThanOrEqualTo(800);
  }
}
