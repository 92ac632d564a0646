package io.podspan.peeringservice.peering.intent;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.ReflectorSaid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReflectorsTest {
  private static final ReflectorSaid RR1 = said("192.0.2.1", null);

  private final IntentBench bench = new IntentBench();
  private final FakeIntent intent = bench.intent;
  private final FakeAnnouncer announcer = bench.announcer;
  private final Reflectors reflectors = bench.reflectors;

  private static ReflectorSaid said(String address, @Nullable String keyFile) {
    return new ReflectorSaid("rr1", address, 179, 64512, true, keyFile);
  }

  private void europeHas(Reflector... all) {
    intent.save(
        new Interconnect("europe", 1, List.of("paris", "london"), List.of(all), false, NOON));
  }

  private Reflectors.Outcome put(ReflectorSaid said) {
    return reflectors.put(said, false, Guard.none());
  }

  @Test
  void aDeclaredReflectorIsKeptAndTold() {
    assertThat(reflectors.declare(RR1)).isInstanceOf(Reflectors.Declared.class);
    assertThat(reflectors.reflector("rr1")).contains(RR1.reflector());
    assertThat(announcer.told).containsExactly("declared reflector rr1");
  }

  @Test
  void aNameIsTakenOnce() {
    reflectors.declare(RR1);
    assertThat(reflectors.declare(said("192.0.2.2", null)))
        .isInstanceOf(Reflectors.NameTaken.class);
  }

  @Test
  void aKeyFileThatCannotBeUsedIsRefusedAndNothingIsKept() {
    assertThat(reflectors.declare(said("192.0.2.1", "other.key")))
        .isInstanceOf(Reflectors.KeyUnusable.class);
    assertThat(reflectors.all()).isEmpty();
  }

  @Test
  void risksOfItsKeyFileAreShown() {
    reflectors.declare(said("192.0.2.1", "rr1.key"));
    assertThat(reflectors.look(reflectors.all()).getFirst().cautions())
        .containsExactly("Others may read rr1.key.");
  }

  @Test
  void oneThatAnInterconnectDescribesIsAdoptedIfItIsTheSame() {
    europeHas(RR1.reflector());
    assertThat(reflectors.declare(RR1)).isInstanceOf(Reflectors.Declared.class);
    assertThat(reflectors.look(reflectors.all()).getFirst().interconnects())
        .containsExactly("europe");
  }

  @Test
  void oneThatAnInterconnectDescribesOtherwiseIsAContradiction() {
    europeHas(said("192.0.2.9", null).reflector());
    assertThat(reflectors.declare(RR1)).isEqualTo(new Reflectors.Contradicts(List.of("europe")));
    assertThat(put(RR1)).isEqualTo(new Reflectors.Contradicts(List.of("europe")));
  }

  @Test
  void oneWithSessionsThatHaveNoKeyGetsNone() {
    europeHas(RR1.reflector());
    assertThat(reflectors.declare(said("192.0.2.1", "rr1.key")))
        .isEqualTo(new Reflectors.InUse(List.of("europe")));
  }

  @Test
  void withoutAnInterconnectAllOfItMayChange() {
    reflectors.declare(RR1);
    assertThat(put(said("192.0.2.2", "rr1.key"))).isInstanceOf(Reflectors.Replaced.class);
    assertThat(reflectors.reflector("rr1").orElseThrow().address()).isEqualTo("192.0.2.2");
    assertThat(announcer.told).contains("changed reflector rr1");
  }

  @Test
  void whileAnInterconnectHasItItsSessionsStay() {
    reflectors.declare(RR1);
    europeHas(RR1.reflector());
    assertThat(put(said("192.0.2.2", null))).isEqualTo(new Reflectors.InUse(List.of("europe")));
    assertThat(put(said("192.0.2.1", "rr1.key")))
        .isEqualTo(new Reflectors.InUse(List.of("europe")));
    assertThat(reflectors.remove("rr1", Guard.none()))
        .isEqualTo(new Reflectors.InUse(List.of("europe")));
    assertThat(announcer.told).containsExactly("declared reflector rr1");
  }

  @Test
  void anInterconnectThatIsGivingItUpStillHasIt() {
    reflectors.declare(RR1);
    europeHas(RR1.reflector());
    intent.save(
        intent
            .interconnect("europe")
            .orElseThrow()
            .naming(
                List.of("paris", "london"),
                List.of(new Reflector("rr2", "192.0.2.2", 179, 64512))));
    assertThat(reflectors.remove("rr1", Guard.none()))
        .isEqualTo(new Reflectors.InUse(List.of("europe")));
  }

  @Test
  void whereItRunsMayBeSaidAtAnyTime() {
    reflectors.declare(RR1);
    europeHas(RR1.reflector());
    assertThat(put(new ReflectorSaid("rr1", "192.0.2.1", 179, 64512, false, null)))
        .isInstanceOf(Reflectors.Replaced.class);
  }

  @Test
  void whatIsSaidAgainIsToldOnce() {
    reflectors.declare(RR1);
    put(RR1);
    assertThat(announcer.told).containsExactly("declared reflector rr1");
  }

  @Test
  void aDryRunChangesNothing() {
    assertThat(reflectors.put(RR1, true, Guard.none()))
        .isInstanceOfSatisfying(
            Reflectors.WouldBe.class,
            would -> assertThat(would.effect()).isEqualTo(Effect.CREATED));
    assertThat(reflectors.all()).isEmpty();
    assertThat(announcer.told).isEmpty();
  }

  @Test
  void theGuardIsAskedAboutWhatIsThere() {
    reflectors.declare(RR1);
    Guard<DeclaredReflector> never =
        present -> {
          throw new IllegalStateException("there is " + present);
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> reflectors.put(said("192.0.2.2", null), false, never));
    assertThatIllegalStateException().isThrownBy(() -> reflectors.remove("rr1", never));
    assertThat(reflectors.reflector("rr1")).contains(RR1.reflector());
  }

  @Test
  void oneThatIsForgottenIsToldAndMayBeDeclaredAnew() {
    reflectors.declare(RR1);
    assertThat(reflectors.remove("rr1", Guard.none())).isInstanceOf(Reflectors.Removed.class);
    assertThat(reflectors.remove("rr1", Guard.none())).isInstanceOf(Reflectors.Unknown.class);
    assertThat(announcer.told)
        .containsExactly(
            "declared reflector rr1", "removed reflector rr1", "conditions of reflector rr1");
  }

  @Test
  void thereAreNotMoreThanServicesCanRead() {
    for (int i = 0; i < Reflectors.MOST; i++) {
      intent.save(
          new DeclaredReflector(
              new ReflectorSaid("r" + i, "192.0.2.1", 179, 64512, true, null), NOON));
    }
    assertThat(reflectors.declare(RR1)).isEqualTo(new Reflectors.TooMany(Reflectors.MOST));
  }

  @Test
  void withASecretOfTheClustersOperatorsNoKeyFileHasToBeHere() {
    ReflectorSaid referring =
        new ReflectorSaid("rr1", "192.0.2.1", 179, 64512, true, "other.key", "bgp-rr1");
    assertThat(reflectors.declare(referring)).isInstanceOf(Reflectors.Declared.class);
    assertThat(reflectors.reflector("rr1").orElseThrow().keyToWrite()).isEmpty();
    assertThat(reflectors.look(reflectors.all()).getFirst().cautions()).isEmpty();
  }

  @Test
  void oneThatRunsHereNeedsAKeyOfItsOwnBesideTheSecretsOfClusters() {
    reflectors.declare(new ReflectorSaid("rr1", "192.0.2.1", 179, 64512, true, null, "bgp-rr1"));
    assertThat(reflectors.look(reflectors.all()).getFirst().cautions())
        .singleElement()
        .asString()
        .contains("it has no keyFile");
  }

  private static ReflectorSaid keyed(@Nullable String key, @Nullable String former) {
    return new ReflectorSaid("rr1", "192.0.2.1", 179, 64512, true, key, null, former);
  }

  private void europeHasKey(String key) {
    europeHas(new Reflector("rr1", "192.0.2.1", 179, 64512, key));
  }

  @Test
  void aKeyBecomesAnotherOneWhileTheFormerOneIsTakenToo() {
    reflectors.declare(keyed("rr1.key", null));
    europeHasKey("rr1.key");
    assertThat(put(keyed("rr1-next.key", null))).isInstanceOf(Reflectors.InUse.class);
    assertThat(put(keyed("rr1-next.key", "rr1.key"))).isInstanceOf(Reflectors.Replaced.class);
    assertThat(put(keyed("rr1-next.key", null)))
        .as("nodes have it still")
        .isInstanceOf(Reflectors.InUse.class);
    europeHasKey("rr1-next.key");
    assertThat(put(keyed("rr1-next.key", null))).isInstanceOf(Reflectors.Replaced.class);
  }

  @Test
  void aFormerKeyThatIsNotThereIsARisk() {
    reflectors.declare(keyed("rr1.key", "gone.key"));
    assertThat(reflectors.look(reflectors.all()).getFirst().cautions())
        .hasSize(2)
        .last()
        .asString()
        .contains("formerKeyFile", "no answer");
  }

  @Test
  void aKeyIsNeitherAddedNorTakenAwayWhileAnInterconnectHasTheReflector() {
    reflectors.declare(keyed("rr1.key", null));
    europeHasKey("rr1.key");
    assertThat(put(keyed(null, null))).isInstanceOf(Reflectors.InUse.class);
  }
}
