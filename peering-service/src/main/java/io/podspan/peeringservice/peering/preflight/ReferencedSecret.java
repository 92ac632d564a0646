package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.network.SecretLook;
import io.podspan.peeringservice.peering.network.SecretLook.Presence;
import java.util.ArrayList;
import java.util.List;

/**
 * Routers read a reflector's key from a Secret of the cluster's operator, so it has to be there.
 */
final class ReferencedSecret implements Check {
  @Override
  public String name() {
    return "referenced-secret";
  }

  @Override
  public String passed() {
    return "The Secrets that reflectors name are in the clusters.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (SecretLook look : proposal.network().secrets()) {
      String where = "clusters/" + look.cluster() + "/reflectors/" + look.reflector();
      String secret = "The Secret " + look.where() + " with the key of " + look.reflector();
      switch (look.presence()) {
        case Presence.There _ -> {}
        case Presence.Absent _ ->
            findings.add(
                Finding.block(
                    this, where, secret + " is not there.", "Make it, with " + entry(look)));
        case Presence.Unknown(String why) ->
            findings.add(
                Finding.unchecked(
                    this,
                    where,
                    secret + " cannot be looked for: " + why + ".",
                    "See to it that it is there, with " + entry(look)));
      }
    }
    return findings;
  }

  private static String entry(SecretLook look) {
    return "the entry "
        + look.entry()
        + ". Without it no session of the cluster's nodes with the reflector comes up.";
  }
}
