package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.KnownCluster.Origins;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which CIDRs of the clusters were compared, and where they were read, in words. Pure. */
final class CidrsRead {
  private static final int CLUSTERS_SHOWN = 5;
  private static final int CIDRS_SHOWN = 4;

  private CidrsRead() {}

  /** One sentence, bounded. */
  static String inWords(
      Proposal proposal,
      String kind,
      Function<Origins, String> origin,
      Function<Cluster, List<Prefix>> cidrs) {
    List<String> shown = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      KnownCluster known = candidate.fresh().orElse(candidate.known());
      List<Prefix> read = cidrs.apply(known.cluster());
      if (!read.isEmpty()) {
        shown.add(candidate.name() + " " + some(read) + " (" + origin.apply(known.origins()) + ")");
      }
    }
    return shown.isEmpty()
        ? ""
        : "Compared by " + kind + ": " + bounded(shown, CLUSTERS_SHOWN, "; ") + ".";
  }

  private static String some(List<Prefix> cidrs) {
    return bounded(cidrs.stream().map(Prefix::toString).toList(), CIDRS_SHOWN, ", ");
  }

  /** The first of them, and how many more there are. */
  static String bounded(List<String> texts, int most, String between) {
    String first = texts.stream().limit(most).collect(Collectors.joining(between));
    return texts.size() > most ? first + between + (texts.size() - most) + " more" : first;
  }
}
