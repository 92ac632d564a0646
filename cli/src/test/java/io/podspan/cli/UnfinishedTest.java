package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.completion.Unfinished;
import io.podspan.cli.completion.Unfinished.Wanted;
import io.podspan.cli.objects.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On the real commands: which names may end a line. A bar is the cursor. */
class UnfinishedTest {
  private static Optional<Wanted> wanted(String line) {
    List<String> words = Arrays.asList(line.replace("|", "").split(" ", -1));
    return Unfinished.of(Podspan.commandLine().getCommandSpec(), words);
  }

  @ParameterizedTest
  @CsvSource({
    "clusters remove |, CLUSTER",
    "clusters refresh pa|, CLUSTER",
    "get cluster |, CLUSTER",
    "get interconnects europe |, INTERCONNECT",
    "get -o wide reflector |, REFLECTOR",
    "delete --force interconnect eu|, INTERCONNECT",
    "wait --for=delete cluster |, CLUSTER",
    "rollouts watch |, ROLLOUT",
    "rollouts list --cluster |, CLUSTER",
    "rollouts list --cluster paris --interconnect |, INTERCONNECT",
    "interconnects declare europe --reflector |, REFLECTOR",
  })
  void namesOfThisKindFit(String line, Kind kind) {
    assertThat(wanted(line)).get().returns(kind, Wanted::kind).returns("x", w -> w.with("x"));
  }

  @ParameterizedTest
  @CsvSource({
    "get cluster/|, CLUSTER, cluster/x",
    "delete cluster/paris interconnect/eu|, INTERCONNECT, interconnect/x",
  })
  void aKindMayStandBeforeTheName(String line, Kind kind, String whole) {
    assertThat(wanted(line)).get().returns(kind, Wanted::kind).returns(whole, w -> w.with("x"));
  }

  @Test
  void aListGoesOnAfterItsCommas() {
    assertThat(wanted("interconnects declare europe --clusters paris,lo|"))
        .get()
        .returns(Kind.CLUSTER, Wanted::kind)
        .returns("paris,london", w -> w.with("london"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|",
        "cl|",
        "clusters |",
        "get |",
        "get clu|",
        "get pods |",
        "clusters remove --|",
        "clusters add |",
        "clusters remove paris |",
        "events --after |",
        "nonsense |",
        "get cluster -o |",
        "get unknown/|",
        "--data |"
      })
  void elsewhereNoNameFits(String line) {
    assertThat(wanted(line)).isEmpty();
  }

  @Test
  void itSpeaksToTheServicesOfTheLine() {
    assertThat(wanted("get --data /tmp/x cluster --url peering-service=http://h:1 |"))
        .get()
        .extracting(Wanted::services)
        .isEqualTo(List.of("--data", "/tmp/x", "--url", "peering-service=http://h:1"));
  }
}
