package io.podspan.probeservice;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Set;

/** The service with {@link TestPods} for clusters. */
public final class WithoutClusters implements QuarkusTestProfile {
  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(TestPods.class);
  }
}
