package io.podspan.clusteraccess;

import io.fabric8.kubernetes.client.Config;
import java.util.List;

/**
 * A checked client configuration for a cluster.
 *
 * @param config for a client, without certificates and impersonation; holds secrets
 * @param tls its certificates and keys
 * @param impersonation whom its requests act for
 * @param cautions risks that are allowed, for people: a certificate check that is switched off
 * @param fingerprint changes when one of its files changes
 * @param secrets what words about it must not show
 */
record Access(
    Config config,
    Tls tls,
    Impersonation impersonation,
    List<String> cautions,
    String fingerprint,
    Secrets secrets) {
  public Access {
    cautions = List.copyOf(cautions);
  }

  /** Without the config, which holds secrets. */
  @Override
  public String toString() {
    return "Access[cautions=" + cautions + "]";
  }
}
