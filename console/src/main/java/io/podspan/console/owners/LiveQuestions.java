package io.podspan.console.owners;

import io.podspan.console.why.Known;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Asks the owners for a caller. So many at once, and those beyond get the journal alone. */
@ApplicationScoped
public class LiveQuestions {
  private static final Duration WHOLE = Duration.ofSeconds(20);

  /** Which packets pass is waited for longer where pings are answered. */
  private static final Duration UNANSWERED = Duration.ofSeconds(6);

  private static final int AT_ONCE = 8;

  private final OwnerSettings settings;
  private final HttpClient http = OwnerClient.http();
  private final Semaphore places = new Semaphore(AT_ONCE);

  @Inject
  public LiveQuestions(OwnerSettings settings) {
    this.settings = settings;
  }

  /**
   * The same with what the owners say.
   *
   * @param token the caller's own, empty when it has none
   */
  public Known ask(Known known, String token) {
    if (token.isEmpty()) {
      return known.unasked(
          "only the journal was asked, since the request has no token to ask the other services"
              + " with");
    }
    if (!places.tryAcquire()) {
      return known.unasked("only the journal was asked, since many others ask at this moment");
    }
    try {
      return new Inquiry(new RestOwners(http, settings, token), WHOLE, UNANSWERED).ask(known);
    } finally {
      places.release();
    }
  }
}
