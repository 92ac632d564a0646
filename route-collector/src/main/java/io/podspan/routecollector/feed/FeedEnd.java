package io.podspan.routecollector.feed;

/**
 * How a stream ended, or why there was none.
 *
 * @param why for programs
 * @param text for people, a clause
 */
public record FeedEnd(Why why, String text) {

  /** Kinds of end. */
  public enum Why {
    /** It ended as it should: its time was over, or the router has ended. */
    ENDED,
    /** The API server forbids the command: its policy is of an older version. */
    FORBIDDEN,
    /** The router's image lacks a program. */
    NO_TOOL,
    /** No router runs on the node. */
    NO_POD,
    /** The API server does not answer, or the connection broke. */
    API_AWAY,
    /** It was silent for too long. */
    SILENT,
    /** It said what nobody reads. */
    BROKEN,
    /** Routers of this kind cannot be followed. */
    NOT_OFFERED,
    /** This process follows as many nodes as it may. */
    NO_PLACE;

    /** Whether it is so until somebody changes something: trying often is of no use. */
    public boolean lasting() {
      return switch (this) {
        case FORBIDDEN, NO_TOOL, NOT_OFFERED, NO_PLACE -> true;
        case ENDED, NO_POD, API_AWAY, SILENT, BROKEN -> false;
      };
    }
  }
}
