package io.podspan.servicekit.door.request;

import io.podspan.servicekit.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may send a browser here: ours. Browsers say where a request comes from (Origin,
 * Sec-Fetch-Site), and a page cannot change that. Programs other than browsers say nothing, and are
 * asked for a token.
 */
final class Pages {
  private Pages() {}

  static Optional<Problem> check(Inquiry inquiry) {
    if (inquiry.origins().size() > 1
        || inquiry.origins().stream().anyMatch(o -> !isOurs(o, inquiry))) {
      return Optional.of(
          foreign("A page of another origin sent this request (Origin is not this service)."));
    }
    return isForeignSite(inquiry.site()) && !isLink(inquiry)
        ? Optional.of(foreign("A page of another site sent this request (Sec-Fetch-Site)."))
        : Optional.empty();
  }

  private static Problem foreign(String detail) {
    return Problem.of(
        403,
        "foreign-origin",
        "Foreign page",
        detail + " Nothing was done.",
        "Use the console's own page, or a program with a token: podspan, curl.");
  }

  /** The scheme may differ: TLS may end before the service. */
  private static boolean isOurs(String origin, Inquiry inquiry) {
    String given = origin.toLowerCase(Locale.ROOT);
    String host = inquiry.hosts().getFirst().toLowerCase(Locale.ROOT);
    return given.equals("http://" + host) || given.equals("https://" + host);
  }

  /** Another port of this machine is the same site, and still another page. */
  private static boolean isForeignSite(@Nullable String site) {
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }

  /** Somebody follows a link to our page, which is opened as a page of its own. */
  private static boolean isLink(Inquiry inquiry) {
    return !inquiry.isChange()
        && "navigate".equals(inquiry.mode())
        && "document".equals(inquiry.destination());
  }
}
