package io.podspan.embedded.postgres;

/** A role and its password. */
public record Login(String username, String password) {

  /** Without the password, so that no log gets it. */
  @Override
  public String toString() {
    return "Login[" + username + "]";
  }
}
