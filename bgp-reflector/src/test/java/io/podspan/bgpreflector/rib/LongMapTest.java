package io.podspan.bgpreflector.rib;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongMapTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void behavesAsAHashMap(long seed) {
    Random random = new Random(Long.getLong("seed", seed));
    LongMap<Integer> map = new LongMap<>();
    Map<Long, Integer> model = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      // Few keys, packed as prefixes are, so that slots collide and gaps close.
      long key = (long) random.nextInt(400) << 16 | 24;
      if (random.nextInt(3) > 0) {
        assertThat(map.put(key, i)).isEqualTo(model.put(key, i));
      } else {
        assertThat(map.remove(key)).isEqualTo(model.remove(key));
      }
      assertThat(map.get(key)).isEqualTo(model.get(key));
      assertThat(map.size()).isEqualTo(model.size());
    }
    Map<Long, Integer> walked = new HashMap<>();
    map.forEach(walked::put);
    assertThat(walked).isEqualTo(model);
    assertThat(Arrays.stream(map.keys()).boxed().toList())
        .containsExactlyInAnyOrderElementsOf(model.keySet());
  }
}
