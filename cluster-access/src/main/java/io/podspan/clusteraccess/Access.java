package io.podspan.clusteraccess;

import io.fabric8.kubernetes.client.Config;
import java.util.List;

/**
 * A checked way into a cluster.
 *
 * @param config for a client; holds secrets
 * @param cautions what is legal and still unwise about it, for people: a skipped certificate check
 * @param fingerprint differs as soon as one of the files that it was made from does
 */
public record Access(Config config, List<String> cautions, String fingerprint) {
  public Access {
    cautions = List.copyOf(cautions);
  }

  /** Without the config, which holds secrets. */
  @Override
  public String toString() {
    return "Access[cautions=" + cautions + "]";
  }
}
