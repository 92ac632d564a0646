package io.podspan.console.page;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * A console that starts with an empty journal, and reads topics from where the last one stopped.
 */
public class EmptyJournal implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("quarkus.flyway.clean-at-start", "true");
  }
}
