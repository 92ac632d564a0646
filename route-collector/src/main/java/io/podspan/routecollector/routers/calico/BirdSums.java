package io.podspan.routecollector.routers.calico;

import io.podspan.routecollector.feed.LineReader;
import io.podspan.routecollector.feed.Step;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of {@code cksum}, each of the router's established sessions and all its routes. A sum
 * that differs from the one before is a change. The first one is none: the feed's first look at the
 * node comes after it.
 */
final class BirdSums implements LineReader {
  private static final Pattern SUM = Pattern.compile("[0-9]{1,10} [0-9]{1,19}");

  private @Nullable String last;

  @Override
  public Step read(String line) {
    if (!SUM.matcher(line).matches()) {
      return new Step.Gap("the watch of BIRD printed a line that is not understood");
    }
    String before = last;
    last = line;
    return before == null || before.equals(line)
        ? Step.BEAT
        : new Step.Change("BIRD's sessions or routes");
  }
}
