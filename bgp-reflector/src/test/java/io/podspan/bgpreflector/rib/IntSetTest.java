package io.podspan.bgpreflector.rib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntSetTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void holdsWhatASetOfTheLibraryHolds(long seed) {
    Random random = new Random(seed);
    IntSet set = new IntSet();
    TreeSet<Integer> expected = new TreeSet<>();
    for (int i = 0; i < 20_000; i++) {
      int member = random.nextInt(300);
      if (random.nextBoolean()) {
        assertThat(set.add(member)).isEqualTo(expected.add(member));
      } else {
        assertThat(set.remove(member)).isEqualTo(expected.remove(member));
      }
      assertThat(set.contains(member)).isEqualTo(expected.contains(member));
      assertThat(set.size()).isEqualTo(expected.size());
    }
    assertThat(set.toArray())
        .containsExactlyInAnyOrder(expected.stream().mapToInt(i -> i).toArray());
  }

  @Test
  void takesTheMembersOfAnotherInItsOrderWithoutLongSearches() {
    IntSet from = new IntSet();
    for (int i = 0; i < 500_000; i++) {
      from.add(i);
    }

    IntSet to = assertTimeout(Duration.ofSeconds(20), () -> copyOf(from.toArray()));

    assertThat(to.size()).isEqualTo(500_000);
  }

  private static IntSet copyOf(int[] members) {
    IntSet set = new IntSet();
    for (int member : members) {
      set.add(member);
    }
    return set;
  }
}
