package io.podspan.cli.chaos;

import io.podspan.cli.api.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until everything is ready, every interconnect is Ready or gone, and no event waits to be
 * sent. Where a fault made a rollout fail, it does what the answer says: it tries again.
 */
final class Settling {
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final int LOOKS_BETWEEN_RETRIES = 10;

  private final Stage stage;
  private final Diary diary;

  Settling(Stage stage, Diary diary) {
    this.stage = stage;
    this.diary = diary;
  }

  /**
   * @return what is still under way or wrong at the end of the time; empty when all is quiet
   */
  List<String> await(Duration within) {
    Instant end = Instant.now().plus(within);
    List<String> unsettled = look();
    for (int looks = 1; !unsettled.isEmpty() && Instant.now().isBefore(end); looks++) {
      LockSupport.parkNanos(BETWEEN.toNanos());
      unsettled = look();
      if (looks % LOOKS_BETWEEN_RETRIES == 0) {
        retryWhatStopped();
      }
    }
    return unsettled;
  }

  private List<String> look() {
    List<String> unsettled = new ArrayList<>();
    stage
        .machine
        .unready()
        .forEach((service, why) -> unsettled.add(service.module() + " is not ready: " + why));
    try {
      for (Interconnects.Seen seen : Interconnects.of(stage.peering).all()) {
        if (seen.withdrawing()) {
          unsettled.add(seen.name() + " is not withdrawn: " + seen.notReady());
        } else if (!seen.ready()) {
          unsettled.add(seen.name() + " is not Ready: " + seen.notReady());
        }
      }
      for (String schema : List.of("peering", "collector", "probes")) {
        long waiting =
            stage
                .database
                .rows("select count(*) from " + schema + ".outbox", row -> row.getLong(1))
                .getFirst();
        if (waiting > 0) {
          unsettled.add(waiting + " events wait in the outbox of " + schema);
        }
      }
    } catch (ProblemException | SQLException e) {
      unsettled.add(String.valueOf(e.getMessage()));
    }
    return unsettled;
  }

  private void retryWhatStopped() {
    try {
      for (Interconnects.Seen seen : Interconnects.of(stage.peering).all()) {
        if (!seen.ready()) {
          retry(seen.name());
        }
      }
    } catch (ProblemException _) {
      // It is not ready yet.
    }
  }

  private void retry(String name) {
    try {
      stage.peering.post("/api/v1/interconnects/" + name + "/retry");
      diary.note("request", "retry " + name + ": done");
    } catch (ProblemException _) {
      // Nothing has stopped.
    }
  }
}
