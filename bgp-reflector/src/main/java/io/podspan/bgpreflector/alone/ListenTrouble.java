package io.podspan.bgpreflector.alone;

import java.io.IOException;

/** Why it cannot listen, and what to do. */
final class ListenTrouble {
  private ListenTrouble() {}

  static String explain(IOException failed) {
    String message = String.valueOf(failed.getMessage());
    return message + "; " + remedy(message);
  }

  private static String remedy(String message) {
    if (message.contains("Permission denied")) {
      return "ports below 1024 need root or CAP_NET_BIND_SERVICE";
    }
    if (message.contains("in use")) {
      return "another BGP speaker is there: see 'ss -ltnp'";
    }
    if (message.contains("assign")) {
      return "this machine has no such address: see 'ip address'";
    }
    return "try another address or port";
  }
}
