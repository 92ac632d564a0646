package io.podspan.peeringservice.peering;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.ClusterReading.RouterFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes of a cluster can be joined, and which are left out and why. One odd node does not
 * stop the others. The router's own word on addresses and pod CIDRs goes before Kubernetes'. Pure.
 *
 * @param ofRouter the pod CIDRs that the router itself gives to nodes
 * @param asns the AS numbers of the nodes, where each has its own
 */
public record NodeChoice(
    List<Node> nodes, List<LeftOut> leftOut, List<Prefix> ofRouter, NodeAsns asns) {
  public NodeChoice {
    nodes = List.copyOf(nodes);
    leftOut = List.copyOf(leftOut);
    ofRouter = List.copyOf(ofRouter);
  }

  /**
   * A node that is not joined.
   *
   * @param code what kind of reason, stable
   * @param why a sentence for people
   * @param nextStep what to do if it shall be joined
   */
  public record LeftOut(String node, String code, String why, String nextStep) {
    Violation violation() {
      return new Violation(code, "nodes/" + node, why, nextStep);
    }
  }

  /**
   * @param router null if none was found
   * @param said the cluster's AS number as the operator said it, null if nothing was said
   */
  public static NodeChoice of(
      ClusterReading read, @Nullable FoundRouter router, @Nullable Long said) {
    List<Node> nodes = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    List<Prefix> ofRouter = new ArrayList<>();
    List<One> all = read.nodes().stream().map(node -> new One(node, router)).toList();
    NodeAsns asns =
        NodeAsns.of(
            router == null ? "" : router.facts().asnAnnotation(),
            router == null ? null : router.facts().asnOtherwise(),
            all.stream().filter(o -> o.leftOut().isEmpty()).map(One::reading).toList(),
            said);
    for (One one : all) {
      Optional<LeftOut> reason = one.leftOut().or(() -> one.leftOut(asns));
      if (reason.isPresent()) {
        leftOut.add(reason.get());
      } else {
        ofRouter.addAll(one.ofRouter());
        nodes.add(one.node(read.whyLeftOut(one.reading())));
      }
    }
    return new NodeChoice(nodes, leftOut, ofRouter, asns);
  }

  /** One node beside the router that may run on it. */
  private record One(NodeReading reading, @Nullable FoundRouter router) {
    private RouterFacts facts() {
      return router == null ? RouterFacts.NONE : router.facts();
    }

    Optional<LeftOut> leftOut() {
      Optional<String> objection = facts().placement().objection(reading);
      if (objection.isPresent()) {
        return left(
            "node-without-router",
            "gets no router pod: " + objection.get(),
            "Nothing has to be done if its pods need no routes to other clusters.");
      }
      if (annotated(facts().cidrAnnotations()).filter(text -> cidrs(text).isEmpty()).isPresent()) {
        return left(
            "node-pod-cidr-unreadable",
            "has an annotation with its pod CIDR that cannot be read",
            "Correct the annotation " + facts().cidrAnnotations() + " of the node.");
      }
      if (annotated(facts().addressAnnotations())
          .filter(text -> addressIn(text).isEmpty())
          .isPresent()) {
        return left(
            "node-address-unreadable",
            "has an annotation with its address that cannot be read",
            "Correct the annotation " + facts().addressAnnotations() + " of the node.");
      }
      if (address().isEmpty()) {
        return left(
            "node-without-address",
            "has no InternalIP",
            "Give the node an InternalIP. Its BGP sessions come from this address.");
      }
      return Optional.empty();
    }

    Optional<LeftOut> leftOut(NodeAsns asns) {
      return asns.objection(reading)
          .flatMap(
              why -> left(NodeAsns.CODE, why, "Correct the annotation if it shall be joined."));
    }

    private Optional<LeftOut> left(String code, String why, String nextStep) {
      return Optional.of(
          new LeftOut(
              reading.name(),
              code,
              "The node " + reading.name() + " is left out, because it " + why + ".",
              nextStep));
    }

    /**
     * @param notNow why nothing is expected of it now, null if all is well
     */
    Node node(@Nullable String notNow) {
      return new Node(reading.name(), address().orElseThrow().toString(), podCidrs(), notNow);
    }

    private Optional<IpAddress> address() {
      return annotated(facts().addressAnnotations())
          .flatMap(One::addressIn)
          .or(() -> Optional.ofNullable(reading.address()).flatMap(IpAddress::parse));
    }

    private static Optional<IpAddress> addressIn(String text) {
      return IpAddress.parse(text.strip().replaceAll("/\\d+$", ""));
    }

    private List<Prefix> podCidrs() {
      List<Prefix> own = ofRouter();
      return own.isEmpty() ? reading.podCidrs() : own;
    }

    List<Prefix> ofRouter() {
      if (router != null && router.nodeCidrs().containsKey(reading.name())) {
        return router.nodeCidrs().get(reading.name());
      }
      return annotated(facts().cidrAnnotations()).map(One::cidrs).orElse(List.of());
    }

    private Optional<String> annotated(List<String> names) {
      return names.stream()
          .map(name -> reading.annotations().getOrDefault(name, ""))
          .filter(text -> !text.isBlank())
          .findFirst();
    }

    /** Empty if one of them cannot be read. */
    private static List<Prefix> cidrs(String text) {
      List<Prefix> cidrs = new ArrayList<>();
      for (String part : text.split(",")) {
        Optional<Prefix> cidr = Cidrs.normalised(part);
        if (cidr.isEmpty()) {
          return List.of();
        }
        cidrs.add(cidr.get());
      }
      return cidrs;
    }
  }
}
