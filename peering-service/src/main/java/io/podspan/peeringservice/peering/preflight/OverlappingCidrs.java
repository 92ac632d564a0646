package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.preflight.Proposal.Pair;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/**
 * Two clusters that will have routes to each other use the same addresses.
 *
 * @param kind what is compared of one cluster, {@code pod CIDR}
 * @param otherKind what it is compared with of the other cluster
 */
record OverlappingCidrs(
    String name,
    String kind,
    Function<Cluster, List<Prefix>> cidrs,
    String otherKind,
    Function<Cluster, List<Prefix>> otherCidrs)
    implements Check {

  @Override
  public String passed() {
    return "No " + kind + " of a cluster overlaps a " + otherKind + " of another one.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    LinkedHashSet<Finding> findings = new LinkedHashSet<>();
    for (Pair pair : proposal.meeting()) {
      findings.addAll(overlaps(pair.one(), pair.other()));
      if (!kind.equals(otherKind)) {
        findings.addAll(overlaps(pair.other(), pair.one()));
      }
    }
    return List.copyOf(findings);
  }

  @Override
  public String looked(Proposal proposal) {
    return CidrsRead.inWords(proposal, kind, KnownCluster.Origins::podCidrs, cidrs);
  }

  private List<Finding> overlaps(Cluster one, Cluster other) {
    List<Finding> findings = new ArrayList<>();
    for (Prefix cidr : cidrs.apply(one)) {
      otherCidrs.apply(other).stream()
          .filter(cidr::overlaps)
          .forEach(there -> findings.add(overlap(one, cidr, other, there)));
    }
    return findings;
  }

  private Finding overlap(Cluster one, Prefix cidr, Cluster other, Prefix there) {
    return Finding.block(
        this,
        new Pair(one, other).where(),
        "The "
            + kind
            + " "
            + cidr
            + " of "
            + one.name()
            + " overlaps the "
            + otherKind
            + " "
            + there
            + " of "
            + other.name()
            + ".",
        "Leave out one of the two clusters, or rebuild one with another CIDR.");
  }
}
