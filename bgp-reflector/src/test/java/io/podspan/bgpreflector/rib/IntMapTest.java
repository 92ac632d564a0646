package io.podspan.bgpreflector.rib;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntMapTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void holdsWhatAMapOfTheLibraryHolds(long seed) {
    Random random = new Random(seed);
    IntMap<String> map = new IntMap<>();
    TreeMap<Integer, String> expected = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      int key = random.nextInt(300);
      if (random.nextBoolean()) {
        assertThat(map.putIfAbsent(key, "v" + i))
            .isEqualTo(expected.putIfAbsent(key, "v" + i) == null);
      } else {
        assertThat(map.remove(key)).isEqualTo(expected.remove(key));
      }
      assertThat(map.containsKey(key)).isEqualTo(expected.containsKey(key));
      assertThat(map.size()).isEqualTo(expected.size());
    }
    assertThat(map.keys())
        .containsExactlyInAnyOrder(expected.keySet().stream().mapToInt(i -> i).toArray());
  }

  @Test
  void aKeyWithoutAValueIsStillThere() {
    IntMap<String> map = new IntMap<>();

    assertThat(map.putIfAbsent(7, null)).isTrue();
    assertThat(map.putIfAbsent(7, "late")).isFalse();
    assertThat(map.containsKey(7)).isTrue();
    assertThat(map.remove(7)).isNull();
    assertThat(map.isEmpty()).isTrue();
  }
}
