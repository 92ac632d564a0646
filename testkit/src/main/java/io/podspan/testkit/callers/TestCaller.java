package io.podspan.testkit.callers;

import java.util.Locale;

/** The callers that every service under test knows, one for each role. */
public enum TestCaller {
  VIEWER,
  OPERATOR,
  ADMIN;

  /** As long as a real one, and of no use anywhere else. */
  public String token() {
    return "test-token-of-" + role() + "-0123456789abcdef0123456789abcdef";
  }

  /** For the header Authorization. */
  public String bearer() {
    return "Bearer " + token();
  }

  /** The name that the journal shows. */
  public String caller() {
    return "test-" + role();
  }

  public String role() {
    return name().toLowerCase(Locale.ROOT);
  }
}
