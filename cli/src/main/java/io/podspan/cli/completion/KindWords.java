package io.podspan.cli.completion;

import io.podspan.cli.objects.Kind;
import java.util.Arrays;
import java.util.Iterator;

/** Marks the words {@code KIND NAME...}. The kinds are in the script; names are asked for. */
public final class KindWords implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Kind.values()).map(Kind::plural).iterator();
  }
}
