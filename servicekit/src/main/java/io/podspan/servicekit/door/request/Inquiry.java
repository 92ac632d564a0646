package io.podspan.servicekit.door.request;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the door looks at of a request, before anybody acts on it.
 *
 * @param method in capitals
 * @param target the request's target as it was sent
 * @param hosts every Host header, or the one {@code :authority}
 * @param origins every Origin header
 * @param site Sec-Fetch-Site, which browsers set and pages cannot
 * @param mode Sec-Fetch-Mode
 * @param destination Sec-Fetch-Dest
 * @param contentTypes every Content-Type header
 * @param hasBody whether octets follow
 */
public record Inquiry(
    String method,
    String target,
    List<String> hosts,
    List<String> origins,
    @Nullable String site,
    @Nullable String mode,
    @Nullable String destination,
    List<String> contentTypes,
    boolean hasBody) {
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  public Inquiry {
    hosts = List.copyOf(hosts);
    origins = List.copyOf(origins);
    contentTypes = List.copyOf(contentTypes);
  }

  /** Everything that is not known to change nothing. */
  public boolean isChange() {
    return isChange(method);
  }

  public static boolean isChange(String method) {
    return !READS.contains(method.toUpperCase(Locale.ROOT));
  }
}
