package io.podspan.embedded.postgres;

import java.util.List;

/** How a server that refuses root runs when this JVM runs as root. */
final class Privilege {
  private Privilege() {}

  /** What comes before the program on its command line; ends with {@code --} when not empty. */
  static List<String> prefix() {
    return root() ? List.of("unshare", "--user", "--") : List.of();
  }

  static String advice() {
    return root()
        ? "As root, Postgres runs in a user namespace (unshare --user); where those are forbidden, run as another user."
        : "Its data folder must belong to the user who runs it.";
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }
}
