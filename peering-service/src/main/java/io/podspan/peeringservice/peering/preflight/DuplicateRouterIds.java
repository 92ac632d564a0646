package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two routers have the same BGP identifier. A reflector names the identifier of the router that a
 * route comes from (RFC 4456, section 8), and a router drops the routes that name its own.
 */
final class DuplicateRouterIds implements Check {
  private static final int SHOWN = 5;

  @Override
  public String name() {
    return "duplicate-router-id";
  }

  @Override
  public String passed() {
    return "Each router has a BGP identifier of its own.";
  }

  private record Owner(String cluster, Node node, String source) {
    String text() {
      return cluster + "/" + node.name();
    }
  }

  private record Clusters(String one, String other) {}

  /** What was found so far. */
  private static final class Book {
    final Map<String, Owner> owners = new HashMap<>();
    final Map<Clusters, List<String>> equal = new LinkedHashMap<>();
    final Map<String, List<String>> unknown = new LinkedHashMap<>();
    final List<Finding> ofReflectors = new ArrayList<>();
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    Book book = new Book();
    for (Candidate candidate : proposal.candidates()) {
      if (candidate.look() instanceof Seen seen) {
        for (Node node : candidate.cluster().nodes()) {
          switch (seen.router().routerId(node)) {
            case Known<String>(String id, String source) ->
                known(proposal, book, id, new Owner(candidate.name(), node, source));
            case Unknown<String>(String why) ->
                book.unknown
                    .computeIfAbsent(candidate.name() + "\n" + why, _ -> new ArrayList<>())
                    .add(node.name());
          }
        }
      }
    }
    List<Finding> findings = new ArrayList<>(book.ofReflectors);
    book.equal.forEach((clusters, pairs) -> findings.add(equal(clusters, pairs)));
    book.unknown.forEach((key, nodes) -> findings.add(unknown(key, nodes)));
    return List.copyOf(findings);
  }

  private void known(Proposal proposal, Book book, String id, Owner owner) {
    for (Reflector reflector : proposal.request().reflectors()) {
      if (reflector.address().equals(id) && !owner.node().address().equals(id)) {
        book.ofReflectors.add(likeReflector(id, owner, reflector));
      }
    }
    @Nullable Owner first = book.owners.putIfAbsent(id, owner);
    // Two nodes with one address are another check's.
    if (first != null && !first.node().address().equals(owner.node().address())) {
      book.equal
          .computeIfAbsent(new Clusters(first.cluster(), owner.cluster()), _ -> new ArrayList<>())
          .add(first.text() + " and " + owner.text() + " (" + id + ", " + owner.source() + ")");
    }
  }

  private Finding likeReflector(String id, Owner owner, Reflector reflector) {
    return Finding.block(
        this,
        "clusters/" + owner.cluster() + "/nodes/" + owner.node().name(),
        "The router of "
            + owner.text()
            + " has the BGP identifier "
            + id
            + " ("
            + owner.source()
            + "), which is the address of the reflector "
            + reflector.name()
            + ", and so its identifier unless it was given another one. Their session would not"
            + " come up.",
        "Give the router another identifier.");
  }

  private Finding equal(Clusters clusters, List<String> pairs) {
    String shown = CidrsRead.bounded(pairs, SHOWN, "; ");
    if (clusters.one().equals(clusters.other())) {
      return Finding.caution(
          this,
          "clusters/" + clusters.one(),
          "Routers of " + clusters.one() + " have the same BGP identifier: " + shown + ".",
          "Give each router an identifier of its own: they drop each other's routes.");
    }
    return Finding.block(
        this,
        "clusters/" + clusters.one() + ",clusters/" + clusters.other(),
        "Routers of "
            + clusters.one()
            + " and "
            + clusters.other()
            + " have the same BGP identifier: "
            + shown
            + ". They would drop each other's routes.",
        "Give each router an identifier of its own.");
  }

  private Finding unknown(String key, List<String> nodes) {
    String cluster = key.substring(0, key.indexOf('\n'));
    return Finding.unchecked(
        this,
        "clusters/" + cluster,
        "The BGP identifiers of "
            + CidrsRead.bounded(nodes, SHOWN, ", ")
            + " of "
            + cluster
            + " could not be told: "
            + key.substring(key.indexOf('\n') + 1)
            + ".",
        "Make sure that no other router has the same ones.");
  }
}
