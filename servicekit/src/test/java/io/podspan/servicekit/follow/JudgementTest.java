package io.podspan.servicekit.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.IntentEvent;
import io.podspan.events.IntentEvent.ClusterRegisteredV1;
import io.podspan.events.IntentEvent.IntentCompleted;
import io.podspan.events.IntentEvent.InterconnectDeclared;
import io.podspan.events.IntentEvent.InterconnectWithdrawn;
import io.podspan.events.InterconnectState;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.world.ContentDigest;
import io.podspan.events.world.IntentRecord;
import io.podspan.events.world.Provenance;
import io.podspan.events.world.World;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Europe and asia are in force, of generation 41; then the topic says something. */
class JudgementTest {
  private static final String OURS = "ours";
  private static final Kept KEPT =
      new Kept(world("asia", "europe"), complete(OURS, 41, "asia", "europe"), "kafka-1");

  private final Judgement judgement = new Judgement(KEPT);

  @Test
  void anEmptyTopicTakesNothingAwayAndIsNamed() {
    read("kafka-1");

    keepsAll();
    assertThat(judgement.standing())
        .isEqualTo(new Standing.Kept("podspan.intent holds nothing complete"));
    assertThat(judgement.toKeep()).as("nothing is overwritten").isEmpty();
  }

  @Test
  void anotherKafkaThatIsEmptyIsNamedWithBothIds() {
    read("kafka-2");

    keepsAll();
    assertThat(text()).contains("kafka-2", "kafka-1");
  }

  @Test
  void aKafkaThatLostItsDataIsFollowedWhenOurIntentIsToldAgain() {
    read("kafka-2");
    hear(at(OURS, 42, declared("europe")));
    keepsAll();
    assertThat(judgement.standing()).isInstanceOf(Standing.Kept.class);

    hear(mark(OURS, 42, "europe"));

    assertThat(judgement.inForce()).isEqualTo(world("europe"));
    assertThat(judgement.toKeep().orElseThrow().kafka()).isEqualTo("kafka-2");
  }

  @Test
  void aKafkaOfAnotherInstallationChangesNothingAndIsNamedWithBothIds() {
    read("kafka-2", at("theirs", 99, declared("africa")), mark("theirs", 99, "africa"));

    keepsAll();
    assertThat(judgement.standing()).isInstanceOf(Standing.Foreign.class);
    assertThat(text()).contains("theirs", OURS, "kafka-2", "kafka-1");
    assertThat(judgement.toKeep()).isEmpty();
  }

  @Test
  void anotherKafkaWithAnIntentOfNobodyIsNotFollowedEither() {
    read("kafka-2", at(Provenance.UNKNOWN, declared("africa")));

    keepsAll();
    assertThat(judgement.standing()).isInstanceOf(Standing.Foreign.class);
  }

  @Test
  void recordsOfAnotherInstallationBesideOursAreNotFollowed() {
    read("kafka-1", whole(41, "asia", "europe"));
    hear(at("theirs", 99, new InterconnectWithdrawn("europe")));

    keepsAll();
    assertThat(judgement.standing()).isEqualTo(new Standing.Complete(41));
  }

  @Test
  void aShorterTopicOfANewerGenerationThatFitsItsMarkIsTheNewIntent() {
    read("kafka-1", whole(42, "europe"));

    assertThat(judgement.inForce()).isEqualTo(world("europe"));
    assertThat(judgement.standing()).isEqualTo(new Standing.Complete(42));
    assertThat(judgement.toKeep())
        .contains(new Kept(world("europe"), complete(OURS, 42, "europe"), "kafka-1"));
  }

  @Test
  void aShorterTopicOfTheSameGenerationTakesNothingAway() {
    read("kafka-1", whole(41, "europe"));

    keepsAll();
    assertThat(text()).contains("something else of generation 41");
  }

  @Test
  void aTopicThatLostRecordsDoesNotFitItsMark() {
    read("kafka-1", at(OURS, 41, declared("europe")), mark(OURS, 41, "asia", "europe"));

    keepsAll();
    assertThat(text()).contains("1 records instead of 2");
  }

  @Test
  void anOlderTopicTakesNothingAwayAndBringsNothingBack() {
    read("kafka-1", whole(30, "africa"));

    keepsAll();
    assertThat(text()).contains("generation 30, older than 41");
  }

  @Test
  void aMarkBeforeItsRecordsIsWaitedFor() {
    read("kafka-1", mark(OURS, 42, "asia", "europe", "africa"), at(OURS, 40, declared("asia")));
    keepsAll();

    hear(at(OURS, 40, declared("europe")), at(OURS, 42, declared("africa")));

    assertThat(judgement.inForce()).isEqualTo(world("asia", "europe", "africa"));
    assertThat(judgement.standing()).isEqualTo(new Standing.Complete(42));
  }

  @Test
  void aNewerRecordIsAnOrderAtOnce() {
    read("kafka-1", whole(41, "asia", "europe"));

    hear(at(OURS, 42, new InterconnectWithdrawn("europe")));

    assertThat(judgement.inForce()).isEqualTo(world("asia"));
    assertThat(judgement.toKeep()).as("kept with its mark").isEmpty();
    hear(mark(OURS, 42, "asia"));
    assertThat(judgement.toKeep().orElseThrow().generation()).isEqualTo(42);
  }

  @Test
  void anOldRecordThatIsSentAgainIsNoOrder() {
    read("kafka-1", whole(41, "asia", "europe"));

    hear(at(OURS, 12, declared("africa")));

    keepsAll();
  }

  @Test
  void whatWasOrderedIsNotUndoneByAnOlderWhole() {
    read("kafka-1", whole(41, "asia", "europe"));
    hear(at(OURS, 42, declared("africa")));

    read("kafka-1", whole(41, "asia", "europe"));

    assertThat(judgement.inForce()).isEqualTo(world("asia", "europe", "africa"));
    assertThat(text()).contains("older than 42");
  }

  @Test
  void aRecordWithoutAGenerationIsNoOrderOnceThereWasAMark() {
    read("kafka-1", whole(41, "asia", "europe"));

    hear(at(Provenance.UNKNOWN, new InterconnectWithdrawn("europe")));

    keepsAll();
  }

  @Test
  void recordsOfAnEarlierVersionAreFollowedWhileThereWasNeverAMark() {
    Judgement fresh = new Judgement(new Kept(world("asia"), null, null));
    fresh.begin("kafka-1");
    fresh.hear(
        List.of(
            at(Provenance.UNKNOWN, new ClusterRegisteredV1(PARIS)),
            at(Provenance.UNKNOWN, declared("europe"))));
    fresh.judge();

    assertThat(fresh.standing()).isEqualTo(new Standing.Unmarked());
    assertThat(fresh.inForce().clusters()).containsOnlyKeys("paris");
    assertThat(fresh.inForce().interconnects())
        .as("what is absent is not gone")
        .containsOnlyKeys("asia", "europe");
    assertThat(fresh.isSettled()).isTrue();
    assertThat(fresh.toKeep()).isPresent();
  }

  @Test
  void whoKnewNothingIsNotSettledBeforeSomethingWholeWasRead() {
    Judgement fresh = new Judgement(Kept.NOTHING);
    fresh.begin("kafka-1");
    fresh.judge();
    assertThat(fresh.isSettled()).as("an empty topic").isFalse();
    assertThat(fresh.toKeep()).isEmpty();

    fresh.hear(List.of(mark(OURS, 1)));
    fresh.judge();
    assertThat(fresh.isSettled()).as("nothing is declared, and that is said").isTrue();
  }

  private static final ClusterState PARIS =
      new ClusterState(
          "paris",
          Cni.CALICO,
          null,
          64512,
          List.of(),
          List.of(),
          List.of(),
          new AccessReference("paris", null));

  private void read(String kafka, IntentRecord... records) {
    judgement.begin(kafka);
    hear(records);
  }

  private void read(String kafka, List<IntentRecord> records) {
    read(kafka, records.toArray(IntentRecord[]::new));
  }

  private void hear(IntentRecord... records) {
    judgement.hear(List.of(records));
    judgement.judge();
  }

  private void keepsAll() {
    assertThat(judgement.inForce()).isEqualTo(world("asia", "europe"));
    assertThat(judgement.isSettled()).isTrue();
  }

  private String text() {
    return switch (judgement.standing()) {
      case Standing.Kept(String why) -> why;
      case Standing.Foreign(String why) -> why;
      case Standing.Reading _, Standing.Complete _, Standing.Unmarked _ -> "";
    };
  }

  private static World world(String... interconnects) {
    return World.EMPTY.after(Arrays.stream(interconnects).map(JudgementTest::declared).toList());
  }

  private static InterconnectDeclared declared(String name) {
    return new InterconnectDeclared(new InterconnectState(name, 1, List.of(), List.of()));
  }

  private static List<IntentRecord> whole(long generation, String... interconnects) {
    List<IntentRecord> records =
        new java.util.ArrayList<>(
            Arrays.stream(interconnects).map(name -> at(OURS, 20, declared(name))).toList());
    records.add(mark(OURS, generation, interconnects));
    return records;
  }

  private static IntentRecord mark(String installation, long generation, String... interconnects) {
    return at(installation, generation, complete(installation, generation, interconnects));
  }

  private static IntentCompleted complete(
      String installation, long generation, String... interconnects) {
    ContentDigest sum = ContentDigest.NONE;
    for (String name : interconnects) {
      sum = sum.plus(digest(declared(name)));
    }
    return new IntentCompleted(installation, generation, interconnects.length, sum.toString());
  }

  private static IntentRecord at(String installation, long generation, IntentEvent event) {
    return at(new Provenance(installation, generation), event);
  }

  private static IntentRecord at(Provenance provenance, IntentEvent event) {
    return new IntentRecord(provenance, event, digest(event));
  }

  private static ContentDigest digest(IntentEvent event) {
    return ContentDigest.of(event.subject(), EventCodec.data(event));
  }
}
