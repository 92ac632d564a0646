package io.podspan.lab;

import java.time.Duration;

/** Hears of each step of {@link Lab#up} as it is done. */
@FunctionalInterface
public interface LabProgress {
  LabProgress SILENT = (_, _) -> {};

  /**
   * @param what was done, for people
   * @param took the time of this step
   */
  void done(String what, Duration took);
}
