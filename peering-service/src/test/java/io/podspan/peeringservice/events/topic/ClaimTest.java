package io.podspan.peeringservice.events.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.world.ContentDigest;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimTest {
  private static final Told TOLD = new Told("ours", 41, 3, ContentDigest.NONE, "kafka-1");
  private static final Told FIRST_START = new Told("ours", 0, 0, ContentDigest.NONE, null);

  @Test
  void aKafkaThatLostItsDataIsOurs() {
    assertThat(claim(TOLD, false, "kafka-2", false).isOurs()).isTrue();
  }

  @Test
  void whatWeToldIsOursInAnyKafka() {
    assertThat(claim(TOLD, false, "kafka-2", true, "ours").isOurs()).isTrue();
    assertThat(claim(TOLD, false, "kafka-1", false, "ours", "theirs").isOurs()).isTrue();
  }

  @Test
  void anotherInstallationsTopicIsNotOursAndIsNamedWithBothIds() {
    Claim claim = claim(TOLD, false, "kafka-2", false, "theirs");

    assertThat(claim.isOurs()).isFalse();
    assertThat(claim.objection()).contains("theirs", "ours", "kafka-2", "kafka-1");
  }

  @Test
  void recordsOfAnEarlierVersionAreOursInTheKafkaThatWeKnow() {
    assertThat(claim(TOLD, false, "kafka-1", true).isOurs()).isTrue();
    assertThat(claim(TOLD, false, "kafka-2", true).isOurs()).isFalse();
  }

  @Test
  void atTheFirstStartAfterAnUpgradeTheyAreOurs() {
    assertThat(claim(FIRST_START, false, "kafka-1", true).isOurs()).isTrue();
  }

  @Test
  void aNewDatabaseDoesNotEmptyATopicThatOthersUse() {
    assertThat(claim(FIRST_START, true, "kafka-1", true).isOurs()).isFalse();
    assertThat(claim(FIRST_START, true, "kafka-1", false).isOurs()).as("a new topic").isTrue();
  }

  private static Claim claim(
      Told told,
      boolean nothingWanted,
      @Nullable String kafka,
      boolean anonymous,
      String... installations) {
    return new Claim(told, nothingWanted, kafka, new TreeSet<>(List.of(installations)), anonymous);
  }
}
