package io.podspan.servicekit.door.request;

import io.podspan.servicekit.problem.Problem;
import java.util.Optional;

/** All that is refused whoever asks. Pure. */
public final class Inspection {
  private final HostNames names;

  public Inspection(HostNames names) {
    this.names = names;
  }

  /** The first refusal, if there is one; where the request claims to go comes first. */
  public Optional<Problem> refusal(Inquiry inquiry) {
    return names
        .check(inquiry)
        .or(() -> Pages.check(inquiry))
        .or(() -> Secrets.check(inquiry))
        .or(() -> Bodies.check(inquiry));
  }
}
