package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * The documents of rollouts as rollouts. A document has all nodes of its cluster, and owners,
 * gates, conditions and pages ask for the same ones many times a second.
 */
@ApplicationScoped
public class RolloutDocuments {
  /** A fleet of 200 clusters that is rolled out, and some pages of what has ended; 30 KB each. */
  private static final int MOST = 256;

  private final RolloutPolicy policy;
  private final ReadTexts<Rollout> known = new ReadTexts<>(MOST);

  /**
   * @param policy of rollouts that were stored without one
   */
  @Inject
  public RolloutDocuments(RolloutPolicy policy) {
    this.policy = policy;
  }

  Rollout read(String id, String document) {
    return known.read(id, document, text -> RolloutDocument.read(text, policy));
  }

  String write(Rollout rollout) {
    String document = RolloutDocument.write(rollout);
    known.wrote(rollout.id(), document, rollout);
    return document;
  }
}
