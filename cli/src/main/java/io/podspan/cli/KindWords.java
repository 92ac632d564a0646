package io.podspan.cli;

import io.podspan.cli.objects.Kind;
import java.util.Arrays;
import java.util.Iterator;

/** The kinds as shells complete them. */
final class KindWords implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Kind.values()).map(Kind::plural).iterator();
  }
}
