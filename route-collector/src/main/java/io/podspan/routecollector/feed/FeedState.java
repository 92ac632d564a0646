package io.podspan.routecollector.feed;

import java.util.Locale;

/** How a node is watched. */
public sealed interface FeedState {
  /** A word for metrics and REST. */
  String word();

  /** A stream is being opened, or what it has not said is being read. */
  record Starting() implements FeedState {
    @Override
    public String word() {
      return "starting";
    }
  }

  /** Each change is heard of at once. */
  record Following() implements FeedState {
    @Override
    public String word() {
      return "following";
    }
  }

  /** It is read at intervals alone. */
  record Polled(FeedEnd because) implements FeedState {
    @Override
    public String word() {
      return because.why().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
