package io.podspan.console.store;

import jakarta.inject.Singleton;

/** Wakes the journal's thread after a commit. Any thread may tell. */
@Singleton
public class News {
  private volatile Runnable listener = () -> {};

  /** Calls this from now on, on the thread that tells; it must not block. */
  void onNews(Runnable call) {
    listener = call;
  }

  void tell() {
    listener.run();
  }
}
