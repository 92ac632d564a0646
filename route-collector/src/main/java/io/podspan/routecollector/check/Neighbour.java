package io.podspan.routecollector.check;

import io.podspan.routecollector.router.PrintedAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The next hop as the kernel knows it: a line of {@code ip neigh show}.
 *
 * @param state as the kernel calls it, {@code REACHABLE}, {@code FAILED}
 * @param mac its hardware address, null when it is not known
 */
public record Neighbour(
    String address, String device, String state, @Nullable String mac, String line) {
  private static final Set<String> LOST = Set.of("FAILED", "INCOMPLETE");
  private static final Set<String> DOUBTFUL = Set.of("STALE", "DELAY", "PROBE", "NONE");

  static Optional<Neighbour> of(String line, String device) {
    List<String> words = Arrays.asList(line.strip().split("\\s+", 32));
    String state = words.getLast();
    int mac = words.indexOf("lladdr");
    return state.matches("[A-Z]{2,20}")
        ? PrintedAddress.address(words.getFirst())
            .map(
                address ->
                    new Neighbour(
                        address,
                        device,
                        state,
                        mac >= 0 && mac + 1 < words.size()
                            ? Names.device(words.get(mac + 1))
                            : null,
                        line))
        : Optional.empty();
  }

  boolean lost() {
    return LOST.contains(state);
  }

  /** It answered once. */
  boolean doubtful() {
    return DOUBTFUL.contains(state);
  }
}
