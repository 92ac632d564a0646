package io.podspan.servicekit.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DivisionTest {
  private static final List<String> WORK =
      IntStream.range(0, 30).mapToObj("cluster-%02d"::formatted).toList();

  private static Map<String, Long> parts(Map<String, String> division) {
    return division.values().stream()
        .collect(Collectors.groupingBy(owner -> owner, Collectors.counting()));
  }

  @Test
  void nobodyHasMoreThanOnePartMoreThanAnother() {
    assertThat(parts(Division.of(WORK, List.of("a", "b", "c"))))
        .isEqualTo(Map.of("a", 10L, "b", 10L, "c", 10L));
    assertThat(parts(Division.of(WORK.subList(0, 3), List.of("a", "b", "c"))).values())
        .containsOnly(1L)
        .hasSize(3);
  }

  @Test
  void everybodyComesToTheSameDivision() {
    assertThat(Division.of(WORK.reversed(), List.of("c", "a", "b")))
        .isEqualTo(Division.of(WORK, List.of("a", "b", "c")));
  }

  @Test
  void mostPartsStayWhereTheyAreWhenAMemberComesOrGoes() {
    Map<String, String> two = Division.of(WORK, List.of("a", "b"));
    Map<String, String> three = Division.of(WORK, List.of("a", "b", "c"));
    long moved = WORK.stream().filter(w -> !two.get(w).equals(three.get(w))).count();
    assertThat(moved).as("ten have to go to the third").isBetween(10L, 15L);
  }

  @Test
  void withoutMembersNobodyHasAnything() {
    assertThat(Division.of(WORK, List.of())).isEmpty();
    assertThat(Division.of(Collections.emptyList(), List.of("a"))).isEmpty();
  }
}
