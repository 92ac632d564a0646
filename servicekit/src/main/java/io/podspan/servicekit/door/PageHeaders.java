package io.podspan.servicekit.door;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Headers that tell browsers to keep to what was sent, and to show it in no frame. */
final class PageHeaders {
  private static final String NOTHING =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** The page brings everything along; nothing else may load or run. */
  private static final String OWN_FILES =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private PageHeaders() {}

  static void set(RoutingContext context) {
    boolean data = isData(context.request().path());
    MultiMap headers = context.response().headers();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Content-Security-Policy", data ? NOTHING : OWN_FILES);
    if (data) {
      headers.set("Cache-Control", "no-store");
    }
  }

  private static boolean isData(@Nullable String path) {
    return path == null || path.startsWith("/api/") || path.startsWith("/q/");
  }
}
