package io.podspan.peeringservice.peering;

import java.util.regex.Pattern;

/**
 * The name of a kind of router, as REST bodies and events have it: {@code kube-router}. Which kinds
 * are supported is known to the registered drivers only.
 */
public record RouterKind(String name) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** Throws IllegalArgumentException if the name is not lower case words joined by hyphens. */
  public RouterKind {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a router kind: " + name);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
