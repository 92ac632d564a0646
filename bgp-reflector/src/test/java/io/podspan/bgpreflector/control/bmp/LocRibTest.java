package io.podspan.bgpreflector.control.bmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.control.bmp.LocRib.Told;
import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.Paths;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocRibTest {
  private static final Path PARIS =
      new Path(Paths.client("192.0.2.11", "paris"), Paths.via("192.0.2.11"));
  private static final Path LONDON =
      new Path(Paths.client("192.0.2.21", "london"), Paths.via("192.0.2.21"));

  private final LocRib table = new LocRib();
  private final LocRib.Owed station = table.station();

  @Test
  void aStationIsOwedNothingBeforeItBegins() {
    change("10.1.0.0/24", PARIS);

    assertThat(told()).isEmpty();
  }

  @Test
  void aStationIsOwedTheTableAndThenWhatChanges() {
    change("10.1.0.0/24", PARIS);
    assertThat(table.begin(station)).isEqualTo(1);
    change("10.2.0.0/24", LONDON);

    LocRib.Batch first = table.take(station, 1);
    assertThat(first.told())
        .containsExactly(new Told(Prefix.of("10.1.0.0/24"), PARIS.attributes()));
    assertThat(first.dumped()).isTrue();
    LocRib.Batch second = table.take(station, 10);
    assertThat(second.told())
        .containsExactly(new Told(Prefix.of("10.2.0.0/24"), LONDON.attributes()));
    assertThat(second.dumped()).isFalse();
    assertThat(told()).isEmpty();
  }

  @Test
  void ofSeveralChangesTheLastCounts() {
    table.begin(station);
    change("10.1.0.0/24", PARIS);
    change("10.1.0.0/24", LONDON);
    change("10.2.0.0/24", PARIS);
    change("10.2.0.0/24", null);

    assertThat(told())
        .containsExactly(
            new Told(Prefix.of("10.1.0.0/24"), LONDON.attributes()),
            new Told(Prefix.of("10.2.0.0/24"), null));
    assertThat(table.size()).isEqualTo(1);
  }

  @Test
  void aStationThatFallsTooFarBehindBeginsAnew() {
    table.begin(station);
    List<Prefix> prefixes =
        IntStream.rangeClosed(0, LocRib.MOST_WITHDRAWN).mapToObj(i -> Prefix.ipv4(i, 32)).toList();
    prefixes.forEach(prefix -> table.add(List.of(new BestChange(prefix, PARIS, null))));

    assertThat(table.isTooFarBehind(station)).isTrue();
    assertThat(told()).isEmpty();
    table.begin(station);
    assertThat(table.isTooFarBehind(station)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"host:11019", "198.51.100.7", "198.51.100.7:0", "198.51.100.7:99999"})
  void whereAStationIsHasAFormThatIsSaid(String text) {
    assertThatThrownBy(() -> Stations.address(text))
        .hasMessageContaining("podspan.reflector.bmp-stations")
        .hasMessageContaining(text);
  }

  private void change(String prefix, @Nullable Path after) {
    table.add(List.of(new BestChange(Prefix.of(prefix), null, after)));
  }

  private List<Told> told() {
    return table.take(station, 1_000).told();
  }
}
