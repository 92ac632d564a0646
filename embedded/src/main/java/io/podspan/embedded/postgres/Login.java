package io.podspan.embedded.postgres;

/** A role and its password. */
public record Login(String username, String password) {

  /** Leaves the password out of logs. */
  @Override
  public String toString() {
    return "Login[" + username + "]";
  }
}
