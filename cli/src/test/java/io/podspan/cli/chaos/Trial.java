package io.podspan.cli.chaos;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** One run of one seed, from the first process to the last. */
final class Trial {
  /** Faults overlap: each lane has one at a time. */
  private static final int LANES = 2;

  private static final Duration JOURNAL = Duration.ofSeconds(60);

  private final Plan plan;
  private final Diary diary;
  private final Report report;

  Trial(Plan plan, Diary diary) {
    this.plan = plan;
    this.diary = diary;
    this.report = new Report(plan);
  }

  Report run() throws IOException, InterruptedException {
    Stage stage = Stage.set(plan.folder(), diary);
    try {
      diary.note("chaos", "begins, seed " + plan.seed());
      Ledger ledger = disturb(stage);
      diary.note("chaos", "ends; everything is healed");
      report.found(
          "everything is quiet again in time", new Settling(stage, diary).await(plan.settles()));
      diary.note("chaos", "checks");
      report.answered(ledger.answers());
      check(stage, ledger);
    } finally {
      stage.close();
    }
    if (!report.clean()) {
      stage.disks.values().forEach(Disk::keep);
    }
    report.check(new NothingIsLeft(stage.machine.folder().path()));
    return report;
  }

  private Ledger disturb(Stage stage) throws InterruptedException {
    Instant end = Instant.now().plus(plan.lasts());
    SplittableRandom seeds = new SplittableRandom(plan.seed());
    Ledger ledger = new Ledger();
    Optional<Clocks> clocks = Clocks.ofEnvironment();
    Thread driver =
        Thread.ofVirtual().start(new Driver(stage, ledger, seeds.nextLong(), diary, end));
    List<Injector> lanes =
        IntStream.range(0, LANES)
            .mapToObj(
                _ ->
                    new Injector(
                        new Faults(stage, clocks), plan.faults(), seeds.nextLong(), diary, end))
            .toList();
    List<Thread> threads = lanes.stream().map(Thread.ofVirtual()::start).toList();
    driver.join();
    for (Thread thread : threads) {
      thread.join();
    }
    lanes.forEach(lane -> report.count(lane.begun()));
    report.found(
        "every fault could be healed",
        lanes.stream().flatMap(lane -> lane.unhealed().stream()).toList());
    return ledger;
  }

  private void check(Stage stage, Ledger ledger) {
    report.check(new RequestsAreTrue(stage, ledger));
    report.check(new JournalIsComplete(stage, JOURNAL));
    report.check(new RoutesAreMeant(stage));
    report.check(new PodsReach(stage));
    report.check(new NoStrangers(stage));
    report.check(new LogsAreClean(stage));
    try {
      report.events(
          stage
              .database
              .rows("select count(*) from console.journal", row -> row.getLong(1))
              .getFirst());
    } catch (java.sql.SQLException e) {
      diary.note("chaos", "the events cannot be counted: " + e.getMessage());
    }
  }
}
