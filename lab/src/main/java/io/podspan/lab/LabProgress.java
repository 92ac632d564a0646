package io.podspan.lab;

import java.time.Duration;

/** Called after each step of {@link Lab#up}. */
@FunctionalInterface
public interface LabProgress {
  LabProgress SILENT = (_, _) -> {};

  /**
   * @param what was done, for people
   * @param took the time of this step
   */
  void done(String what, Duration took);
}
