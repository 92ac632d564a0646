package io.podspan.probeservice.api;

import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.follow.WorkShare;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the world is known and it is known which part of it is ours. */
@Readiness
@ApplicationScoped
public class Ready implements HealthCheck {
  private final IntentFollower intent;
  private final WorkShare share;

  @Inject
  public Ready(IntentFollower intent, WorkShare share) {
    this.intent = intent;
    this.share = share;
  }

  @Override
  public HealthCheckResponse call() {
    List<String> waitsFor = new ArrayList<>(intent.waitsFor());
    waitsFor.addAll(share.waitsFor());
    return HealthCheckResponse.named("probe-service")
        .status(waitsFor.isEmpty())
        .withData("waits for", waitsFor.isEmpty() ? "nothing" : String.join("; ", waitsFor))
        .build();
  }
}
