package io.podspan.cli.grant;

import java.time.Instant;

/**
 * A service account's token.
 *
 * @param expires as the API server says; it may be sooner than asked for
 */
record Token(String secret, Instant expires) {
  @Override
  public String toString() {
    return "Token[hidden, expires=" + expires + "]";
  }
}
