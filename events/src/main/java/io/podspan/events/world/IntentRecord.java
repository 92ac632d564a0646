package io.podspan.events.world;

import io.podspan.events.IntentEvent;

/**
 * A record of the intent topic, as far as it matters for what the topic holds.
 *
 * @param digest of its key and value
 * @param signer the id of the key that it is signed with, empty when it is not signed
 */
public record IntentRecord(
    Provenance provenance, IntentEvent event, ContentDigest digest, String signer) {

  /** One that is not signed. */
  public IntentRecord(Provenance provenance, IntentEvent event, ContentDigest digest) {
    this(provenance, event, digest, "");
  }

  /** The key of the record. */
  public String key() {
    return event.subject();
  }

  /** Whether it says that something is, so that it counts for the mark. */
  public boolean counts() {
    return switch (event) {
      case IntentEvent.ClusterRegistered _,
          IntentEvent.ClusterChanged _,
          IntentEvent.ClusterRegisteredV1 _,
          IntentEvent.ClusterChangedV1 _,
          IntentEvent.NodeJoined _,
          IntentEvent.NodeChanged _,
          IntentEvent.ReflectorDeclared _,
          IntentEvent.ReflectorChanged _,
          IntentEvent.InterconnectDeclared _,
          IntentEvent.InterconnectChanged _ ->
          true;
      case IntentEvent.ClusterRemoved _,
          IntentEvent.NodeLeft _,
          IntentEvent.ReflectorRemoved _,
          IntentEvent.InterconnectWithdrawn _,
          IntentEvent.InterconnectConditionsChanged _,
          IntentEvent.ReflectorConditionsChanged _,
          IntentEvent.IntentCompleted _ ->
          false;
    };
  }

  /** Whether its key stands for something: of conditions it is only not counted. */
  public boolean isAlive() {
    return counts()
        || (event instanceof IntentEvent.InterconnectConditionsChanged changed
            && !changed.conditions().isEmpty())
        || (event instanceof IntentEvent.ReflectorConditionsChanged changed
            && !changed.conditions().isEmpty());
  }
}
