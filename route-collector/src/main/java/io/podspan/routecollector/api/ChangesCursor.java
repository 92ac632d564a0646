package io.podspan.routecollector.api;

import io.podspan.routecollector.change.Change.Line;
import io.podspan.routecollector.change.ChangeRecords.Between;
import io.podspan.routecollector.change.Part;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a page goes on, as a word for callers. It has the two moments, so that all pages are of the
 * same ones, and the last line in place of a number: what is recorded meanwhile moves nothing.
 *
 * @param name of a node, as {@code cluster/node}
 * @param last the line of it that a page came to last, null where none did
 */
record ChangesCursor(Between between, String name, @Nullable Line last) {
  private static final int FIELDS = 5;

  /** Before the first line. */
  static ChangesCursor begin(Between between) {
    return new ChangesCursor(between, "", null);
  }

  String text() {
    String fields =
        String.join(
            "\n",
            between.from().toString(),
            between.to().toString(),
            name,
            last == null ? "" : last.part().text(),
            last == null ? "" : last.item());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(fields.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty where it is none. */
  static Optional<ChangesCursor> of(String text) {
    try {
      String[] fields =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)
              .split("\n", FIELDS);
      return fields.length == FIELDS ? of(fields) : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<ChangesCursor> of(String[] fields) {
    Between between = new Between(Instant.parse(fields[0]), Instant.parse(fields[1]));
    if (!between.from().isBefore(between.to())) {
      return Optional.empty();
    }
    return fields[3].isEmpty()
        ? Optional.of(new ChangesCursor(between, fields[2], null))
        : Part.named(fields[3])
            .map(part -> new ChangesCursor(between, fields[2], new Line(part, fields[4])));
  }

  /** Whether this node is not behind us. */
  boolean reaches(String node) {
    return node.compareTo(name) >= 0;
  }

  /** The line of a node that was told last, null where none of it was. */
  @Nullable Line lastOf(String node) {
    return node.equals(name) ? last : null;
  }
}
