package io.podspan.cli.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.Bearer;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.PeeringObjects.Stored;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private final List<String> told = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final Waiting waiting =
      new Waiting(new SteppedClock(), () -> now = now.plusSeconds(1), Duration.ofSeconds(3));

  /** Stands still but for the pauses. */
  private final class SteppedClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private static Supplier<Verdict> looks(Verdict... verdicts) {
    Iterator<Verdict> each = List.of(verdicts).iterator();
    return each::next;
  }

  private static Verdict europe(String condition, String json) {
    try {
      return Condition.parse(condition)
          .of("it", new Stored(Kind.INTERCONNECT, Api.JSON.readTree(json), ""));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void itLooksUntilItIsDone() {
    assertThat(waiting.until(looks(new Verdict.NotYet("a"), new Verdict.Done("b")), told::add))
        .isEqualTo(new Verdict.Done("b"));
    assertThat(now).isEqualTo(Instant.EPOCH.plusSeconds(1));
    assertThat(told).containsExactly("a");
  }

  @Test
  void whatItWaitsForIsToldOnceForEachChange() {
    var looks =
        looks(
            new Verdict.NotYet("a"),
            new Verdict.NotYet("a"),
            new Verdict.NotYet("b"),
            new Verdict.Done("c"));
    waiting.until(looks, told::add);

    assertThat(told).containsExactly("a", "b");
  }

  @Test
  void itEndsWithWhatCanNeverBe() {
    assertThat(waiting.until(looks(new Verdict.Never("a")), told::add))
        .isEqualTo(new Verdict.Never("a"));
  }

  @Test
  void itEndsWhenTheTimeIsOver() {
    assertThat(waiting.until(() -> new Verdict.NotYet("waits for " + now), told::add))
        .isEqualTo(new Verdict.NotYet("waits for 1970-01-01T00:00:03Z"));
  }

  @Test
  void aServiceThatIsAwayIsWaitedForAndOneThatRefusesIsNot() {
    Api away = new Api(HttpClient.newHttpClient(), "http://127.0.0.1:1", Bearer.NONE);
    Iterator<Supplier<Verdict>> looks =
        List.<Supplier<Verdict>>of(
                () -> new Verdict.Done(away.get("/x").toString()), () -> new Verdict.Done("there"))
            .iterator();

    assertThat(waiting.until(() -> looks.next().get(), told::add))
        .isEqualTo(new Verdict.Done("there"));
  }

  @Test
  void aConditionIsComparedWithoutRegardToCase() {
    String json =
        """
        {"conditions": [{"type": "Ready", "status": "False", "reason": "R", "message": "M",
          "since": "2026-01-01T00:00:00Z"}]}
        """;

    assertThat(europe("condition=ready", json))
        .isEqualTo(new Verdict.NotYet("it: Ready=False since 2026-01-01 00:00:00 UTC (R: M)"));
    assertThat(europe("condition=Ready=false", json)).isInstanceOf(Verdict.Done.class);
    assertThat(europe("condition=Peered", json))
        .isEqualTo(new Verdict.NotYet("it has no condition Peered yet"));
    assertThat(europe("delete", json)).isEqualTo(new Verdict.NotYet("it is still there"));
    assertThat(europe("condition=Ready", "{}"))
        .isEqualTo(new Verdict.Never("it has no conditions"));
  }

  @Test
  void whatIsNotThereIsGoneAndHasNoConditions() {
    assertThat(Condition.parse("delete").ofNone("it")).isEqualTo(new Verdict.Done("it is gone"));
    assertThat(Condition.parse("condition=Ready").ofNone("it"))
        .isEqualTo(new Verdict.Never("There is no it"));
    assertThatThrownBy(() -> Condition.parse("jsonpath={.x}"))
        .hasMessageContaining("condition=Ready");
  }
}
