package io.podspan.routecollector.router;

import io.podspan.routecollector.feed.LineReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Port: how routers of a kind are followed by one long command. */
public interface RouterWatch {
  /**
   * The words of the command. It prints what the router says to stdout. To stderr it prints what
   * the kernel says ({@link io.podspan.routecollector.kernel.KernelLines}), and a dot each second.
   * Why it ends by itself it says in a line of stdout, {@code == lacks PROGRAM} or {@code == WHY}.
   *
   * @param lifetime after which it ends by itself, whoever listens
   * @param peers addresses whose sessions are followed
   */
  List<String> command(Duration lifetime, Set<String> peers);

  /** The reader of one stream's stdout. */
  LineReader lines();
}
