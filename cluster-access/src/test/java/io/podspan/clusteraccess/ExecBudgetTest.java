package io.podspan.clusteraccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.clusteraccess.ExecBudget.Place;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExecBudgetTest {
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration LONG = Duration.ofMinutes(1);
  private final AtomicLong nanos = new AtomicLong();

  /** Who was served, in turn, with the place. */
  private record Served(String name, Place place) {}

  private final BlockingQueue<Served> served = new LinkedBlockingQueue<>();

  private Thread waits(ExecBudget budget, String cluster, String purpose, String name) {
    int before = budget.waiting();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Place place = budget.take(cluster, purpose, LONG);
                    if (place != null) {
                      served.add(new Served(name, place));
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    while (budget.waiting() == before) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private Served next() throws InterruptedException {
    Served next = served.poll(30, TimeUnit.SECONDS);
    assertThat(next).as("somebody is served").isNotNull();
    return next;
  }

  @Test
  void clustersTakeTurnsAndOfAClusterItsPurposes() throws InterruptedException {
    ExecBudget budget = new ExecBudget(1, 1_000);
    Place first = budget.take("paris", "ROUND", AT_ONCE);
    waits(budget, "paris", "ROUND", "paris round 1");
    waits(budget, "paris", "ROUND", "paris round 2");
    waits(budget, "paris", "ROUND", "paris round 3");
    waits(budget, "paris", "MEASUREMENT", "paris measurement");
    waits(budget, "tokyo", "ROUND", "tokyo round 1");
    waits(budget, "tokyo", "ROUND", "tokyo round 2");
    first.close();
    List<String> order = Stream.generate(this::served).limit(6).map(Served::name).toList();
    assertThat(order)
        .containsExactly(
            "paris round 1",
            "tokyo round 1",
            "paris measurement",
            "tokyo round 2",
            "paris round 2",
            "paris round 3");
    assertThat(budget.waiting()).isZero();
    assertThat(budget.running()).isZero();
  }

  private Served served() {
    try {
      Served next = next();
      next.place().close();
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void soManyASecondBeginAtOneApiServer() throws InterruptedException {
    ExecBudget budget = new ExecBudget(100, 2, nanos::get);
    assertThat(budget.take("paris", "ROUND", AT_ONCE)).isNotNull();
    budget.take("paris", "ROUND", AT_ONCE).close();
    assertThat(budget.take("paris", "ROUND", AT_ONCE)).as("the third in a second").isNull();
    assertThat(budget.take("tokyo", "ROUND", AT_ONCE)).as("of another one").isNotNull();
    nanos.addAndGet(Duration.ofMillis(500).toNanos());
    assertThat(budget.take("paris", "ROUND", AT_ONCE)).isNotNull();
    assertThat(budget.take("paris", "ROUND", AT_ONCE)).isNull();
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    for (int i = 0; i < 2; i++) {
      assertThat(budget.take("paris", "ROUND", AT_ONCE)).isNotNull();
    }
    assertThat(budget.take("paris", "ROUND", AT_ONCE)).as("not saved up").isNull();
  }

  @Test
  void whoWaitsForTheNextSecondHoldsUpNobodyElse() throws InterruptedException {
    ExecBudget budget = new ExecBudget(2, 1, nanos::get);
    budget.take("paris", "ROUND", AT_ONCE).close();
    Thread waiting = waits(budget, "paris", "ROUND", "paris");
    assertThat(budget.take("tokyo", "ROUND", AT_ONCE)).isNotNull();
    waiting.interrupt();
    while (budget.waiting() > 0) {
      Thread.onSpinWait();
    }
    assertThat(budget.running()).isEqualTo(1);
    assertThat(served).isEmpty();
  }

  @Test
  void whoWaitsForAPlaceAndForTheNextSecondIsServedWhenBothAreThere() throws InterruptedException {
    ExecBudget budget = new ExecBudget(1, 20, nanos::get);
    Place tokyo = budget.take("tokyo", "ROUND", AT_ONCE);
    for (int i = 0; i < 25; i++) {
      tokyo.alsoAt("paris");
    }
    waits(budget, "paris", "ROUND", "paris");
    tokyo.close();
    assertThat(budget.running()).as("paris has used up its second").isZero();
    nanos.addAndGet(Duration.ofMillis(300).toNanos());
    next().place().close();
  }

  @Test
  void aSecondCommandOfAPlaceWaitsForNothingAndCountsAtItsApiServer() throws InterruptedException {
    ExecBudget budget = new ExecBudget(1, 2, nanos::get);
    Place place = budget.take("paris", "SOURCE", AT_ONCE);
    assertThat(place).isNotNull();
    for (int i = 0; i < 8; i++) {
      place.alsoAt("tokyo");
    }
    assertThat(budget.running()).isEqualTo(1);
    place.close();
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(budget.take("tokyo", "ROUND", AT_ONCE)).as("eight of two a second").isNull();
    nanos.addAndGet(Duration.ofMillis(500).toNanos());
    assertThat(budget.take("tokyo", "ROUND", AT_ONCE)).isNotNull();
  }

  @Test
  void ofManyThatWaitForTheNextSecondEachIsServed() throws InterruptedException {
    ExecBudget budget = new ExecBudget(100, 50);
    for (int i = 0; i < 50; i++) {
      budget.take("paris", "ROUND", AT_ONCE).close();
    }
    for (int i = 0; i < 20; i++) {
      waits(budget, "paris", "ROUND", "paris " + i);
    }
    List<String> names = Stream.generate(this::served).limit(20).map(Served::name).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.startsWith("paris "));
    assertThat(budget.waiting()).isZero();
  }

  @Test
  void commandsThatHangInOneClusterLeaveTheOthersHalfOfThePlaces() throws InterruptedException {
    ExecBudget budget = new ExecBudget(4, 100, nanos::get);
    budget.take("tokyo", "ROUND", AT_ONCE).close();
    List<Place> hanging =
        List.of(budget.take("paris", "ROUND", AT_ONCE), budget.take("paris", "CHANGE", AT_ONCE));
    assertThat(budget.take("paris", "ROUND", AT_ONCE)).as("a third one of four").isNull();
    waits(budget, "paris", "ROUND", "paris");
    Place tokyo = budget.take("tokyo", "CHECK", AT_ONCE);
    assertThat(tokyo).as("a place for another cluster, at once").isNotNull();
    assertThat(budget.take("tokyo", "CHANGE", AT_ONCE)).isNotNull();
    tokyo.close();
    assertThat(budget.running()).as("what tokyo gives back is not for paris").isEqualTo(3);
    hanging.getFirst().close();
    assertThat(next().name()).isEqualTo("paris");
  }

  @Test
  void aClusterThatIsAloneHasAllPlaces() throws InterruptedException {
    ExecBudget budget = new ExecBudget(4, 100, nanos::get);
    budget.take("tokyo", "ROUND", AT_ONCE).close();
    nanos.addAndGet(Duration.ofMinutes(3).toNanos());
    for (int i = 0; i < 4; i++) {
      assertThat(budget.take("paris", "ROUND", AT_ONCE)).isNotNull();
    }
    assertThat(budget.take("paris", "ROUND", AT_ONCE)).isNull();
  }

  @Test
  void whoWaitsAsLongAsItTakesKeepsItsPlaceInTheLine() throws InterruptedException {
    ExecBudget budget = new ExecBudget(1, 100, nanos::get);
    Place running = budget.take("paris", "ROUND");
    waitsForEver(budget, "paris first");
    waitsForEver(budget, "paris second");
    nanos.addAndGet(Duration.ofDays(1).toNanos());
    assertThat(budget.take("paris", "ROUND", AT_ONCE)).as("wakes the first").isNull();
    running.close();
    List<String> order = Stream.generate(this::served).limit(2).map(Served::name).toList();
    assertThat(order).containsExactly("paris first", "paris second");
  }

  private void waitsForEver(ExecBudget budget, String name) {
    int before = budget.waiting();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                served.add(new Served(name, budget.take("paris", "ROUND")));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    while (budget.waiting() == before) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aPlaceIsGivenBackOnce() throws InterruptedException {
    ExecBudget budget = new ExecBudget(1, 10);
    Place place = budget.take("paris", "ROUND", AT_ONCE);
    place.close();
    place.close();
    assertThat(budget.running()).isZero();
  }

  @Test
  void aBudgetOfNothingIsRefused() {
    assertThatThrownBy(() -> new ExecBudget(0, 1)).hasMessageContaining("1 or more");
    assertThatThrownBy(() -> new ExecBudget(1, 0)).hasMessageContaining("1 or more");
  }
}
