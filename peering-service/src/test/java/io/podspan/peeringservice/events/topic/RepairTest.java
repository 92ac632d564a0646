package io.podspan.peeringservice.events.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.IntentEvent;
import io.podspan.events.IntentEvent.ClusterRegistered;
import io.podspan.events.IntentEvent.ClusterRegisteredV1;
import io.podspan.events.IntentEvent.ClusterRemoved;
import io.podspan.events.IntentEvent.InterconnectConditionsChanged;
import io.podspan.events.IntentEvent.InterconnectDeclared;
import io.podspan.events.IntentEvent.InterconnectWithdrawn;
import io.podspan.events.IntentEvent.NodeJoined;
import io.podspan.events.IntentEvent.NodeLeft;
import io.podspan.events.IntentEvent.ReflectorDeclared;
import io.podspan.events.IntentEvent.ReflectorRemoved;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorSpec;
import io.podspan.events.world.ContentDigest;
import io.podspan.events.world.IntentRecord;
import io.podspan.events.world.Provenance;
import io.podspan.events.world.TopicContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Postgres has paris with a node, and europe; then the topic differs. */
class RepairTest {
  private static final NodeState NODE = new NodeState("n1", "192.0.2.1", List.of());
  private static final ClusterState PARIS =
      new ClusterState(
          "paris",
          Cni.CALICO,
          null,
          64512,
          List.of(),
          List.of(),
          List.of(NODE),
          new AccessReference("paris", null));
  private static final IntentEvent NODE_OF_PARIS = new NodeJoined("paris", NODE);
  private static final IntentEvent CLUSTER = new ClusterRegistered(PARIS.spec());
  private static final IntentEvent EUROPE =
      new InterconnectDeclared(new InterconnectState("europe", 1, List.of("paris"), List.of()));
  private static final WantedIntent WANTED =
      WantedIntent.of(List.of(NODE_OF_PARIS, CLUSTER, EUROPE));
  private static final Told TOLD = new Told("ours", 41, 3, sum(WANTED), "kafka-1");

  private final TopicContent content = new TopicContent();

  @Test
  void aTopicThatHoldsAllAndItsMarkIsLeftAlone() {
    holds(NODE_OF_PARIS, CLUSTER, EUROPE, TOLD.mark());

    assertThat(repair().isNeeded()).isFalse();
    assertThat(content.isComplete()).isTrue();
    assertThat(WANTED.isWhatWasTold(TOLD)).isTrue();
  }

  @Test
  void anEmptyTopicIsToldAllWithTheNodesBeforeTheirCluster() {
    Repair repair = repair();

    assertThat(repair.events()).containsExactly(NODE_OF_PARIS, CLUSTER, EUROPE);
    assertThat(repair.lacking()).isEqualTo(3);
    assertThat(repair.mark()).isTrue();
  }

  @Test
  void whatWasRemovedOnTheTopicOnlyLacks() {
    holds(NODE_OF_PARIS, CLUSTER, EUROPE, TOLD.mark(), new InterconnectWithdrawn("europe"));

    assertThat(repair().events()).containsExactly(EUROPE);
  }

  @Test
  void whatIsOfAnEarlierVersionOrDiffersIsStale() {
    content.take(
        List.of(
            record(Provenance.UNKNOWN, NODE_OF_PARIS),
            record(new Provenance("ours", 40), new ClusterRegisteredV1(PARIS))));
    holds(
        new InterconnectDeclared(new InterconnectState("europe", 2, List.of(), List.of())),
        TOLD.mark());

    Repair repair = repair();

    assertThat(repair.events()).containsExactly(NODE_OF_PARIS, CLUSTER, EUROPE);
    assertThat(repair.stale()).isEqualTo(3);
  }

  @Test
  void whatPostgresDoesNotKnowIsTakenBack() {
    holds(NODE_OF_PARIS, CLUSTER, EUROPE, TOLD.mark());
    holds(
        new ClusterRegistered(
            new ClusterState(
                    "oslo",
                    Cni.CALICO,
                    null,
                    64512,
                    List.of(),
                    List.of(),
                    List.of(),
                    new AccessReference("oslo", null))
                .spec()),
        new NodeJoined("oslo", NODE),
        new ReflectorDeclared(new ReflectorSpec("rr9", "192.0.2.9", 179, 64512, true, null)),
        new InterconnectDeclared(new InterconnectState("north", 1, List.of(), List.of())));

    Repair repair = repair();

    assertThat(repair.events())
        .containsExactly(
            new ClusterRemoved("oslo"),
            new InterconnectWithdrawn("north"),
            new NodeLeft("oslo", "n1"),
            new ReflectorRemoved("rr9"));
    assertThat(repair.foreign()).isEqualTo(4);
  }

  @Test
  void whatIsOnItsWayIsNotToldTwice() {
    Repair repair =
        Repair.of(
            WANTED,
            TOLD,
            "",
            Set.of("cluster/paris", "node/paris/n1", "interconnect/europe", "complete"),
            Set.of(),
            content);

    assertThat(repair.isNeeded()).isFalse();
  }

  @Test
  void aKeyThatSomebodySpoiledIsToldAgainOrTakenBack() {
    holds(NODE_OF_PARIS, CLUSTER, EUROPE, TOLD.mark());

    Repair repair =
        Repair.of(
            WANTED,
            TOLD,
            "",
            Set.of(),
            Set.of("interconnect/europe", "conditions/asia", "nonsense", "node/half"),
            content);

    assertThat(repair.events())
        .containsExactly(EUROPE, new InterconnectConditionsChanged("asia", 0, List.of()));
  }

  @Test
  void aMarkThatLacksOrIsAnotherOneIsToldAgain() {
    holds(NODE_OF_PARIS, CLUSTER, EUROPE);
    assertThat(repair().mark()).isTrue();
    assertThat(repair().events()).isEmpty();

    holds(new Told("ours", 40, 3, sum(WANTED), null).mark());
    assertThat(repair().mark()).isTrue();
  }

  @Test
  void oneRepairIsBounded() {
    List<IntentEvent> many = new ArrayList<>();
    IntStream.range(0, Repair.MOST + 5)
        .forEach(i -> many.add(new NodeJoined("paris", new NodeState("n" + i, "::1", List.of()))));

    Repair repair = Repair.of(WantedIntent.of(many), TOLD, "", Set.of(), Set.of(), content);

    assertThat(repair.events()).hasSize(Repair.MOST);
    assertThat(repair.lacking()).isEqualTo(Repair.MOST + 5);
  }

  @Test
  void whatAnotherKeySignedIsToldAgainAlsoRemovalsAndTheMark() {
    for (IntentEvent event :
        List.of(NODE_OF_PARIS, CLUSTER, EUROPE, new ClusterRemoved("oslo"), TOLD.mark())) {
      content.take(List.of(signed("old", event)));
    }
    content.take(List.of(signed("new", EUROPE)));

    Repair repair = Repair.of(WANTED, TOLD, "new", Set.of(), Set.of(), content);

    assertThat(repair.events()).containsExactly(NODE_OF_PARIS, CLUSTER, new ClusterRemoved("oslo"));
    assertThat(repair.mark()).isTrue();
    assertThat(Repair.of(WANTED, TOLD, "", Set.of(), Set.of(), content).isNeeded())
        .as("when nothing is signed")
        .isFalse();
  }

  private static IntentRecord signed(String key, IntentEvent event) {
    return new IntentRecord(
        new Provenance("ours", 41), event, IntentLedger.record(event).digest(), key);
  }

  private Repair repair() {
    return Repair.of(WANTED, TOLD, "", Set.of(), Set.of(), content);
  }

  private void holds(IntentEvent... events) {
    for (IntentEvent event : events) {
      content.take(List.of(record(new Provenance("ours", 41), event)));
    }
  }

  private static IntentRecord record(Provenance provenance, IntentEvent event) {
    return new IntentRecord(provenance, event, IntentLedger.record(event).digest());
  }

  private static ContentDigest sum(WantedIntent wanted) {
    ContentDigest sum = ContentDigest.NONE;
    for (ContentDigest digest : wanted.digests().values()) {
      sum = sum.plus(digest);
    }
    return sum;
  }
}
