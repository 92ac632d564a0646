package io.podspan.peeringservice.peering.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.ReflectorSaid;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.change.StrandedKey;
import io.podspan.peeringservice.peering.intent.Interconnects.Withdrawing;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * "asia" and "france" share the cluster paris and the reflector rr1, whose key changes: the routers
 * of paris get the next key with the last of them.
 */
class LeaveDuringKeyChangeTest {
  private static final Reflector FORMER = withKey("rr1.key");
  private static final Reflector NEXT = withKey("rr1-next.key");
  private static final Reflector OTHER = new Reflector("rr2", "192.0.2.2", 179, 64512);

  private final IntentBench bench = new IntentBench();

  private static Reflector withKey(String file) {
    return new Reflector("rr1", "192.0.2.1", 179, 64512, file);
  }

  @BeforeEach
  void bothAreJoinedAndTheReflectorTakesBothKeys() {
    bench.register(Samples.cluster("lyon", 2, Samples.KUBE_ROUTER));
    bench.reflectors.declare(said("rr1.key", null));
    declare("asia", "paris", "tokyo");
    declare("france", "paris", "lyon");
    say("rr1-next.key", "rr1.key");
  }

  private void declare(String name, String... clusters) {
    bench.interconnects.declare(
        new InterconnectRequest(name, List.of(clusters), List.of(FORMER)), false);
    List.of(clusters).forEach(bench::complete);
  }

  private void say(String key, String former) {
    assertThat(bench.reflectors.put(said(key, former), false, Guard.none()))
        .isInstanceOf(Reflectors.Replaced.class);
  }

  private static ReflectorSaid said(String key, String former) {
    return new ReflectorSaid("rr1", "192.0.2.1", 179, 64512, true, key, null, former);
  }

  private InterconnectChanges.Outcome change(
      String name, List<String> clusters, Reflector... reflectors) {
    return bench.changes.change(
        new InterconnectRequest(name, clusters, List.of(reflectors)), false);
  }

  /** Names the reflector again, with its next key. */
  private void name(String name, String... clusters) {
    assertThat(change(name, List.of(clusters), NEXT))
        .isInstanceOf(InterconnectChanges.Changed.class);
  }

  private void franceHasTheNextKey() {
    name("france", "paris", "lyon");
    bench.complete("paris");
    bench.complete("lyon");
  }

  private static void isRefused(Object outcome, boolean named) {
    List<StrandedKey> keys =
        switch (outcome) {
          case Interconnects.KeysStranded(var all) -> all;
          case InterconnectChanges.KeysStranded(var all) -> all;
          case ForcedWithdrawals.KeysStranded(var all) -> all;
          default -> List.of();
        };
    assertThat(keys)
        .as("refused: " + outcome)
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.cluster()).isEqualTo("paris");
              assertThat(key.reflector()).isEqualTo(FORMER);
              assertThat(key.named()).isEqualTo(named);
              assertThat(key.others()).extracting(Interconnect::name).containsExactly("france");
            });
  }

  @Test
  void theLastOneWithTheFormerKeyIsNotWithdrawn() {
    franceHasTheNextKey();
    Interconnect before = bench.intent.interconnect("asia").orElseThrow();
    isRefused(bench.interconnects.withdraw("asia"), false);
    isRefused(bench.forced.withdraw("asia", "pat", Guard.none()), false);
    assertThat(bench.intent.interconnect("asia")).contains(before);
    assertThat(bench.rollouts.active()).isEmpty();
  }

  @Test
  void neitherTheClusterNorTheReflectorIsTakenOutOfIt() {
    franceHasTheNextKey();
    isRefused(change("asia", List.of("tokyo", "lyon"), NEXT), false);
    isRefused(change("asia", List.of("paris", "tokyo"), OTHER), false);
    assertThat(bench.rollouts.active()).isEmpty();
  }

  @Test
  void aDryRunIsRefusedAlike() {
    franceHasTheNextKey();
    isRefused(
        bench.changes.change(
            new InterconnectRequest("asia", List.of("paris", "tokyo"), List.of(OTHER)), true),
        false);
  }

  @Test
  void aClusterThatTheOtherOneHasNotMayLeave() {
    bench.register(Samples.cluster("rome", 4, Samples.KUBE_ROUTER));
    franceHasTheNextKey();
    assertThat(change("asia", List.of("paris", "rome"), NEXT))
        .isInstanceOf(InterconnectChanges.Changed.class);
  }

  @Test
  void whoHasTheNextKeyMayLeaveBecauseTheOtherOneBringsIt() {
    franceHasTheNextKey();
    assertThat(bench.interconnects.withdraw("france")).isInstanceOf(Withdrawing.class);
  }

  @Test
  void beforeAnyIsNamedAgainEachMayLeave() {
    assertThat(bench.interconnects.withdraw("asia")).isInstanceOf(Withdrawing.class);
  }

  @Test
  void onceItHasBroughtTheNextKeyItMayLeave() {
    franceHasTheNextKey();
    name("asia", "paris", "tokyo");
    bench.complete("paris");
    bench.complete("tokyo");
    assertThat(bench.interconnects.withdraw("asia")).isInstanceOf(Withdrawing.class);
  }

  /** Its rollout would be called off, and the key with it. */
  @Test
  void aChangeThatHasNotBegunIsNotCalledOffByAWithdrawal() {
    franceHasTheNextKey();
    name("asia", "paris", "tokyo");
    isRefused(bench.interconnects.withdraw("asia"), true);
    isRefused(bench.forced.withdraw("asia", "pat", Guard.none()), true);
    assertThat(bench.rollouts.active()).hasSize(2);
  }

  @Test
  void aChangeThatWasTakenBackIsTriedAgainFirst() {
    franceHasTheNextKey();
    name("asia", "paris", "tokyo");
    bench.complete("tokyo");
    bench.move("paris", new RolloutState.RolledBack(bench.clock.instant()));
    isRefused(bench.interconnects.withdraw("asia"), true);
    bench.interconnects.retry("asia");
    bench.complete("paris");
    assertThat(bench.interconnects.withdraw("asia")).isInstanceOf(Withdrawing.class);
  }

  /** The other one has counted with its peer, so it has left the routers as they are. */
  @Test
  void aJoinThatHasNotBegunIsNotCalledOffEither() {
    bench.interconnects.withdraw("asia");
    bench.complete("paris");
    bench.complete("tokyo");
    say("rr1.key", null);
    bench.interconnects.declare(
        new InterconnectRequest("asia", List.of("paris", "tokyo"), List.of(FORMER)), false);
    say("rr1-next.key", "rr1.key");
    franceHasTheNextKeyBeside();
    isRefused(bench.interconnects.withdraw("asia"), false);
  }

  private void franceHasTheNextKeyBeside() {
    Interconnect france = bench.intent.interconnect("france").orElseThrow();
    bench.intent.save(france.naming(france.clusters(), List.of(NEXT)));
  }

  @Test
  void withTheFormerKeyDeclaredAgainItMayLeave() {
    franceHasTheNextKey();
    say("rr1.key", "rr1-next.key");
    assertThat(bench.interconnects.withdraw("asia")).isInstanceOf(Withdrawing.class);
  }

  /** What leaves counts for nobody, so the other one brings the next key by itself. */
  @Test
  void theOneThatIsNamedWhileTheOtherOneLeavesTakesTheFormerKeyOut() {
    bench.interconnects.withdraw("asia");
    bench.complete("paris");
    name("france", "paris", "lyon");
    assertThat(bench.rollouts.active())
        .filteredOn(r -> r.interconnect().equals("france") && r.cluster().equals("paris"))
        .extracting(Rollout::turnover)
        .allSatisfy(
            turnover ->
                assertThat(turnover)
                    .extracting("givenUp", InstanceOfAssertFactories.LIST)
                    .containsExactly(FORMER));
    assertThat(bench.forced.withdraw("asia", "pat", Guard.none()))
        .isInstanceOf(ForcedWithdrawals.Gone.class);
  }

  @Test
  void theRefusalSaysWhyAndWhatToDo() {
    franceHasTheNextKey();
    StrandedKey key =
        ((Interconnects.KeysStranded) bench.interconnects.withdraw("asia")).keys().getFirst();
    assertThat(key.detail())
        .isEqualTo(
            "The routers of paris may have the former key of the reflector rr1, and only asia would"
                + " bring them the next one: france wants it already. If asia let go of it now,"
                + " they would keep the former key.");
    assertThat(key.nextStep())
        .startsWith("Name rr1 again in asia first (PATCH /api/v1/interconnects/asia");
  }

  /** A cluster that is gone for ever is never rolled out. */
  @Test
  void theRefusalOfAWithdrawalByForceSaysTheWayBackToo() {
    franceHasTheNextKey();
    StrandedKey key =
        ((ForcedWithdrawals.KeysStranded) bench.forced.withdraw("asia", "pat", Guard.none()))
            .keys()
            .getFirst();
    assertThat(key.nextStepByForce())
        .startsWith(key.nextStep())
        .endsWith(
            "Where paris cannot be changed any more, go back first: exchange keyFile and"
                + " formerKeyFile of rr1 (podspan edit reflector rr1), withdraw asia by force, and"
                + " name rr1 again in france.");
    say("rr1.key", "rr1-next.key");
    assertThat(bench.forced.withdraw("asia", "pat", Guard.none()))
        .isInstanceOf(ForcedWithdrawals.Gone.class);
    assertThat(change("france", List.of("paris", "lyon"), FORMER))
        .isInstanceOf(InterconnectChanges.Changed.class);
  }
}
