package io.podspan.peeringservice.routers.kuberouter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Flags for people. */
final class ShownFlags {
  private static final String PASSWORDS = PasswordFlags.LIST;

  /** These may have their value in the next word. */
  private static final List<String> VALUED =
      List.of("--peer-router-ips", "--peer-router-asns", "--peer-router-ports", PASSWORDS);

  private ShownFlags() {}

  /** One line each, passwords hidden. */
  static List<String> of(List<String> flags) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < flags.size(); i++) {
      String flag = flags.get(i);
      if (VALUED.contains(flag) && i + 1 < flags.size()) {
        shown.add(masked(flag + " " + flags.get(++i)));
      } else {
        shown.add(masked(flag));
      }
    }
    return shown;
  }

  private static String masked(String line) {
    if (!line.startsWith(PASSWORDS + "=") && !line.startsWith(PASSWORDS + " ")) {
      return line;
    }
    int start = PASSWORDS.length() + 1;
    return line.substring(0, start)
        + Arrays.stream(line.substring(start).split(",", -1))
            .map(p -> p.isEmpty() ? "" : "***")
            .collect(Collectors.joining(","));
  }
}
