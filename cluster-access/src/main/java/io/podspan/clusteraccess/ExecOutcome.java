package io.podspan.clusteraccess;

/** The outcome of a command in a pod. */
public sealed interface ExecOutcome {

  /**
   * The command ran to its end.
   *
   * @param exitCode as the kubelet reports it
   * @param stdout at most as many bytes as the caller allows, read as UTF-8
   * @param stderr at most 64 KiB, read as UTF-8
   */
  record Finished(int exitCode, String stdout, String stderr) implements ExecOutcome {
    /**
     * The first line of stderr, or else of stdout: printable, bounded, fit for events and pages.
     */
    public String complaint() {
      return PodExec.firstLine(stderr.isBlank() ? stdout : stderr);
    }
  }

  /**
   * The command did not start, or did not end in time.
   *
   * @param reason for people; without credentials
   */
  record Failed(Cause cause, String reason) implements ExecOutcome {}

  /** Kinds of failure. */
  enum Cause {
    /** The API server did not answer, or the connection broke. */
    UNREACHABLE,
    /** The API server refused: 401 or 403. */
    FORBIDDEN,
    /** The pod or container does not exist, or does not run. */
    NO_CONTAINER,
    /** It did not end in the time allowed. */
    TIMEOUT,
    /** It printed more than is read. */
    TOO_MUCH_OUTPUT
  }
}
