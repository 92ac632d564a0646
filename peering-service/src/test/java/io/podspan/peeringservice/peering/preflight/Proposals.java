package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.Samples.cidrs;
import static io.podspan.peeringservice.peering.Samples.cluster;
import static io.podspan.peeringservice.peering.Samples.known;

import io.podspan.addresses.IpAddress;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.network.NetworkLook;
import io.podspan.peeringservice.peering.network.NodeLinks;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.router.FakeReading;
import io.podspan.peeringservice.peering.router.RouterReading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The proposal to join paris and tokyo, which passes every check. Tests change one thing of it. */
final class Proposals {
  static final Cluster PARIS = cluster("paris", 1, Samples.KUBE_ROUTER);
  static final Cluster TOKYO = cluster("tokyo", 3, Samples.CALICO);
  static final Proposal USUAL = of(candidate(PARIS), candidate(TOKYO));

  private Proposals() {}

  static InterconnectRequest request(Reflector... reflectors) {
    return new InterconnectRequest("asia", List.of("paris", "tokyo"), List.of(reflectors));
  }

  static Proposal of(Candidate... candidates) {
    return with(REFLECTOR, List.of(), List.of(), candidates);
  }

  static Proposal withTokyo(Cluster tokyo) {
    return of(candidate(PARIS), candidate(tokyo));
  }

  static Proposal withReflector(Reflector reflector) {
    return with(reflector, List.of(), List.of(), candidate(PARIS), candidate(TOKYO));
  }

  static Proposal beside(Interconnect present, Cluster... neighbours) {
    return with(
        REFLECTOR, List.of(present), List.of(neighbours), candidate(PARIS), candidate(TOKYO));
  }

  static Proposal with(
      Reflector reflector,
      List<Interconnect> present,
      List<Cluster> neighbours,
      Candidate... candidates) {
    List<KnownCluster> known = new ArrayList<>();
    List.of(candidates).forEach(c -> known.add(c.known()));
    neighbours.forEach(n -> known.add(known(n)));
    return Proposal.of(request(reflector), List.of(candidates), known, present, NetworkLook.NONE);
  }

  /** With this reflector, which is or is not the one that is declared. */
  static Proposal declaring(Reflector wanted, DeclaredReflector declared) {
    return declaring(request(wanted), declared);
  }

  static Proposal declaring(InterconnectRequest request, DeclaredReflector... declared) {
    return Proposal.of(
        request,
        List.of(candidate(PARIS), candidate(TOKYO)),
        List.of(known(PARIS), known(TOKYO)),
        List.of(),
        NetworkLook.NONE.declaring(List.of(declared)));
  }

  /** Every node of these clusters has its address on eth0, in a subnet of this length. */
  static List<NodeLinks> links(int mtu, int length, Cluster... clusters) {
    List<NodeLinks> links = new ArrayList<>();
    for (Cluster cluster : clusters) {
      for (Node node : cluster.nodes()) {
        links.add(
            new NodeLinks(
                cluster.name(),
                node.name(),
                new NodeLinks.Seen(
                    List.of(
                        new NodeLinks.Link(
                            "eth0",
                            mtu,
                            List.of(
                                new NodeLinks.Address(IpAddress.of(node.address()), length)))))));
      }
    }
    return links;
  }

  static Interconnect interconnect(String name, String... clusters) {
    return new Interconnect(name, 1, List.of(clusters), List.of(REFLECTOR), false, Samples.NOON);
  }

  /** Paris as its API says, with other nodes. */
  static Candidate parisWithNodes(UnaryOperator<NodeReading> change) {
    ClusterReading read = Samples.reading(PARIS);
    return parisReading(
        new ClusterReading(
            read.nodes().stream().map(change).toList(),
            read.routers(),
            read.unsupported(),
            read.supported(),
            read.podCidrs(),
            read.serviceCidrs()));
  }

  static Candidate parisReading(ClusterReading reading) {
    return candidate(PARIS, new Seen(reading, new FakeReading(Samples.FLAGS), List.of()));
  }

  static Candidate parisWithRouter(RouterReading router) {
    return candidate(PARIS, new Seen(Samples.reading(PARIS), router, List.of()));
  }

  static Candidate parisLacking(ClusterFault... rights) {
    return candidate(
        PARIS, new Seen(Samples.reading(PARIS), new FakeReading(Samples.FLAGS), List.of(rights)));
  }

  static Cluster pods(Cluster c, String... pods) {
    return new Cluster(
        c.name(),
        c.cni(),
        c.cniVersion(),
        c.asn(),
        cidrs(pods),
        c.serviceCidrs(),
        List.of(new Node(c.name() + "-1", c.nodes().getFirst().address(), List.of())),
        c.access());
  }

  static Cluster services(Cluster c, String... services) {
    return new Cluster(
        c.name(),
        c.cni(),
        c.cniVersion(),
        c.asn(),
        c.podCidrs(),
        cidrs(services),
        c.nodes(),
        c.access());
  }

  static Cluster asn(Cluster c, long asn) {
    return new Cluster(
        c.name(),
        c.cni(),
        c.cniVersion(),
        asn,
        c.podCidrs(),
        c.serviceCidrs(),
        c.nodes(),
        c.access());
  }

  static Cluster firstNodeAt(Cluster c, String address) {
    List<Node> nodes = new ArrayList<>(c.nodes());
    Node first = nodes.getFirst();
    nodes.set(0, new Node(first.name(), address, first.podCidrs()));
    return new Cluster(
        c.name(),
        c.cni(),
        c.cniVersion(),
        c.asn(),
        c.podCidrs(),
        c.serviceCidrs(),
        nodes,
        c.access());
  }
}
