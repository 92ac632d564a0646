package io.podspan.peeringservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListEditTest {
  private static <T> List<T> made(List<T> former, List<T> wanted) {
    List<T> made = new ArrayList<>(former);
    for (ListEdit edit : ListEdit.between(former, wanted).reversed()) {
      if (edit.wanted() < 0) {
        made.remove(edit.former());
      } else {
        made.add(edit.former(), wanted.get(edit.wanted()));
      }
    }
    return made;
  }

  @Test
  void whatStaysIsNotTouched() {
    assertThat(ListEdit.between(List.of("a", "secret", "c"), List.of("b", "secret", "c", "d")))
        .containsExactly(new ListEdit(0, -1), new ListEdit(1, 0), new ListEdit(3, 3));
    assertThat(ListEdit.between(List.of("a"), List.of("a"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theStepsMakeTheOneListOfTheOther(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      List<Integer> former = random.ints(random.nextInt(7), 0, 4).boxed().toList();
      List<Integer> wanted = random.ints(random.nextInt(7), 0, 4).boxed().toList();
      assertThat(made(former, wanted)).isEqualTo(wanted);
    }
  }
}
