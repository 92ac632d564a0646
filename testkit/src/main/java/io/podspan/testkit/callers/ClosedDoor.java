package io.podspan.testkit.callers;

import io.restassured.RestAssured;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether a service under test refuses every change to whoever may not make it: each method of each
 * resource on its class path, so also one that is added tomorrow.
 */
public final class ClosedDoor {
  /** To come in asks for a code instead of a token, and makes no change. */
  private static final String ENTRANCE = "/api/v1/session";

  private ClosedDoor() {}

  /**
   * @param questions paths where a POST asks and changes nothing, so that a viewer may
   * @throws AssertionError naming each change that is open, or when there is none at all to try
   */
  public static void check(String... questions) {
    Set<String> forViewers = Set.of(questions);
    URI service = URI.create("http://127.0.0.1:" + RestAssured.port);
    List<Change> changes = Change.all();
    if (changes.isEmpty()) {
      throw new AssertionError("no resource with a change is on the class path");
    }
    List<String> open = new ArrayList<>();
    for (Change change : changes) {
      if (!change.path().equals(ENTRANCE)) {
        expect(401, call(change), change, service, open);
      }
      if (!change.path().startsWith(ENTRANCE) && !forViewers.contains(change.path())) {
        expect(403, call(change).as(TestCaller.VIEWER), change, service, open);
      }
    }
    for (String method : Set.of("POST", "PUT", "PATCH", "DELETE", "TRACE", "INVENTED")) {
      Change nowhere = new Change(method, "/api/v1/nowhere");
      expect(401, call(nowhere), nowhere, service, open);
    }
    if (!open.isEmpty()) {
      throw new AssertionError("open to strangers: " + open);
    }
  }

  private static RawCall call(Change change) {
    return RawCall.of(change.method(), change.path())
        .with("Content-Type", "application/json")
        .body("{}");
  }

  private static void expect(
      int status, RawCall call, Change change, URI service, List<String> open) {
    RawCall.Answer answer = call.to(service);
    boolean closed =
        answer.status() == status
            && answer.header("Content-Type").startsWith("application/problem+json")
            && answer.header("X-Content-Type-Options").equals("nosniff")
            && answer.header("Content-Security-Policy").contains("frame-ancestors 'none'");
    if (!closed) {
      open.add(change + " was answered with " + answer.head());
    }
  }
}
