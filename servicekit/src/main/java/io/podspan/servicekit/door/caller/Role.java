package io.podspan.servicekit.door.caller;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a caller may do. Each role may do what those before it may. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Declares, changes and withdraws interconnects; refreshes, resets, probes. */
  OPERATOR,
  /** Also registers and removes clusters: whatever touches credentials. */
  ADMIN;

  /** For {@code @RolesAllowed}, which takes constants only. */
  public static final String ADMIN_NAME = "admin";

  /** As files, settings and people write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The names of this role and of those that it includes. */
  public Set<String> included() {
    return Arrays.stream(values())
        .filter(this::includes)
        .map(Role::text)
        .collect(Collectors.toUnmodifiableSet());
  }

  public static Optional<Role> named(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }
}
