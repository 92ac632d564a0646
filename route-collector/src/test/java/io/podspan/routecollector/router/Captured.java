package io.podspan.routecollector.router;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Output of real routers, as they printed it. */
public final class Captured {
  private Captured() {}

  public static String text(String name) {
    return resource("/captured/" + name);
  }

  static String resource(String path) {
    try (InputStream in = Captured.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
