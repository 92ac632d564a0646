package io.podspan.events.outbox;

import java.util.regex.Pattern;

/** A schema's name goes into SQL text, so only a plain identifier will do. */
final class Schema {
  private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private Schema() {}

  static String checked(String schema) {
    if (!PLAIN.matcher(schema).matches()) {
      throw new IllegalArgumentException("not a plain schema name: " + schema);
    }
    return schema;
  }
}
