package io.podspan.routecollector.feed;

/** Port: follows a node. */
public interface FeedSource {
  /**
   * Blocks until the stream has ended, or the caller is interrupted. Throws nothing for what is
   * wrong with the node or its cluster.
   */
  FeedEnd follow(Subject subject, Listener listener);

  /** Hears of a stream, on the thread that follows. */
  interface Listener {
    /** A stream is open. Its steps follow. */
    void begun(NodeFeed feed);

    void step(Step step);
  }
}
