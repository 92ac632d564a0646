package io.podspan.servicekit.door.entrance;

import io.podspan.servicekit.door.caller.Caller;
import io.podspan.servicekit.door.caller.Callers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Browsers that came in by a one-time code. A session ends after twelve hours, with the service,
 * and when its caller's file goes.
 */
@ApplicationScoped
public class Sessions {
  /** Cookies know no ports: the name keeps ours apart from those of other services of the host. */
  public static final String COOKIE = "podspan-session";

  private static final int MOST_CODES = 100;
  private static final int MOST_SESSIONS = 1000;

  private final Callers callers;
  private final Ledger codes;
  private final Ledger sessions;

  @Inject
  public Sessions(Callers callers) {
    this(callers, InstantSource.system());
  }

  Sessions(Callers callers, InstantSource clock) {
    this.callers = callers;
    this.codes = new Ledger(clock, Duration.ofMinutes(5), MOST_CODES);
    this.sessions = new Ledger(clock, Duration.ofHours(12), MOST_SESSIONS);
  }

  public Duration codeLife() {
    return codes.life();
  }

  public Duration sessionLife() {
    return sessions.life();
  }

  /** A code for one entry, within minutes. */
  public String code(Caller caller) {
    return codes.issue(caller);
  }

  /** The cookie's value for a code; empty when the code is unknown, used or too old. */
  public Optional<String> enter(String code) {
    return codes.spend(code).filter(callers::stillKnow).map(sessions::issue);
  }

  public Optional<Caller> of(String cookie) {
    return sessions.holder(cookie).filter(callers::stillKnow);
  }
}
