package io.podspan.peeringservice.peering.network;

import io.podspan.peeringservice.peering.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the file of a reflector's key says; never what is in it.
 *
 * @param objection why it cannot be used; null if it can
 * @param cautions what is allowed and still a risk, a sentence each
 */
public record KeyLook(
    String reflector, String keyFile, @Nullable Violation objection, List<String> cautions) {
  public KeyLook {
    cautions = List.copyOf(cautions);
  }
}
