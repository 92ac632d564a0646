package io.podspan.peeringservice.routers.kuberouter;

import java.util.List;

/**
 * Passwords in kube-router's flags: a list of them, or a file. kube-router prefers the list, and
 * takes one file. Pure.
 */
final class PasswordFlags {
  static final String LIST = "--peer-router-passwords";
  static final String FILE = "--peer-router-passwords-file";

  /** In place of a password that is in somebody's file. */
  private static final String IN_FILE = "(in a file)";

  private static final String REMEDY =
      ": add the peer yourself, with its password in its place, and Podspan leaves it as it is";

  private final RouterFlags flags;

  PasswordFlags(RouterFlags flags) {
    this.flags = flags;
  }

  private boolean hasForeignFile() {
    return flags.last(FILE).filter(file -> !file.value().equals(PeerPasswords.FILE)).isPresent();
  }

  /** What stands for the password of a peer that has none in the list. */
  String ofPeersWithout() {
    return hasForeignFile() ? IN_FILE : "";
  }

  /**
   * @throws UnusablePeersException when these peers cannot be added
   */
  void requireRoom(List<ConfiguredPeer> added) {
    if (hasForeignFile()) {
      throw new UnusablePeersException(
          FILE + " is set for the present peers, and Podspan cannot add to that file" + REMEDY);
    }
    boolean keyed = added.stream().anyMatch(peer -> !peer.keyFile().isEmpty());
    if (keyed && !flags.of(LIST).isEmpty()) {
      throw new UnusablePeersException(
          LIST
              + " is set, which kube-router prefers to a file, and Podspan writes no password into"
              + " a flag"
              + REMEDY);
    }
  }

  /**
   * @throws UnusablePeersException when no peer can be taken away
   */
  void requireToRemove() {
    if (hasForeignFile()) {
      throw new UnusablePeersException(
          FILE
              + " is set for the present peers, and Podspan cannot take a password out of that"
              + " file: take the peer out of the flags and the file yourself");
    }
  }
}
