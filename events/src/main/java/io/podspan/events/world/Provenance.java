package io.podspan.events.world;

/**
 * Where a record of the intent comes from.
 *
 * @param installation the Podspan that it belongs to, empty when it does not say
 * @param generation the generation that it came with, 0 when it does not say
 */
public record Provenance(String installation, long generation) {
  /** Of a record that does not say: an earlier version wrote it, or a stranger. */
  public static final Provenance UNKNOWN = new Provenance("", 0);

  public boolean isKnown() {
    return generation > 0 && !installation.isEmpty();
  }
}
