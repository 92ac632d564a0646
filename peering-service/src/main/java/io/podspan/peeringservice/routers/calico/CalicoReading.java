package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Check;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.peering.router.RouterTraits;
import io.podspan.peeringservice.peering.router.RouterTraits.OffSubnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calico's objects with what else preflight asks of a router.
 *
 * @param objects peers and pools, which plan
 * @param configuration the BGPConfiguration named default
 * @param identifier how the routers take their BGP identifier
 * @param mayAnnounce whether the credentials may write the BGPConfiguration; null if the server
 *     does not say
 */
record CalicoReading(
    RouterReading objects,
    Optional<GenericKubernetesResource> configuration,
    CalicoRouterId identifier,
    @Nullable Boolean mayAnnounce)
    implements RouterReading {
  private static final String CONFIGURATION = "BGPConfiguration default";
  private static final String REFLECTS = "projectcalico.org/RouteReflectorClusterID";
  private static final int SHOWN = 5;
  private static final List<String> SERVICES =
      List.of("serviceClusterIPs", "serviceExternalIPs", "serviceLoadBalancerIPs");

  /** NO_EXPORT, NO_ADVERTISE and NO_EXPORT_SUBCONFED (RFC 1997). */
  private static final Pattern NOT_PASSED_ON = Pattern.compile("\\b65535:6528[123]\\b");

  private static final List<RouterNote> WITHOUT_RESTARTS =
      List.of(
          RouterNote.pass(
              Check.ROUTER_VERSIONS, "No router restarts, so each node keeps what it runs."),
          RouterNote.pass(
              Check.OWNER,
              "Podspan adds objects of its own. Of others it changes only which ClusterIPs Calico"
                  + " announces, where an interconnect asks for that."),
          RouterNote.pass(Check.UPDATE_STRATEGY, "No router restarts."),
          RouterNote.pass(Check.DISRUPTION_BUDGET, "No router pod goes."),
          RouterNote.pass(
              Check.ADMIN_PORT, "BIRD is administered by a socket in its file system."));

  @Override
  public Planning plan(Aim aim) {
    return objects.plan(aim);
  }

  @Override
  public List<Violation> obstacles(List<NodeReading> nodes) {
    return objects.obstacles(nodes);
  }

  @Override
  public List<Violation> obstacles(List<NodeReading> nodes, RouterWishes wishes, boolean joined) {
    return wishes.services() && !Boolean.TRUE.equals(mayAnnounce)
        ? List.of(
            new Violation(
                "calico-services-not-writable",
                "bgpconfigurations/" + ServiceRanges.NAME,
                mayAnnounce == null
                    ? "The API server does not say whether the user of the kubeconfig may change the "
                        + CONFIGURATION
                        + ", which tells Calico to announce services."
                    : "The user of the kubeconfig may not change the "
                        + CONFIGURATION
                        + ", which tells Calico to announce services.",
                "Run podspan clusters grant of this version again, or declare the interconnect"
                    + " without serviceAddresses: announce."))
        : obstacles(nodes);
  }

  @Override
  public List<RouterNote> notes() {
    List<RouterNote> notes = new ArrayList<>(objects.notes());
    notes.addAll(WITHOUT_RESTARTS);
    notes.add(communities());
    return notes;
  }

  private RouterNote communities() {
    String advertised = configuration.map(c -> Spec.text(c, "prefixAdvertisements")).orElse("");
    String named = configuration.map(c -> Spec.text(c, "communities")).orElse("");
    return !advertised.isEmpty() && NOT_PASSED_ON.matcher(advertised + " " + named).find()
        ? RouterNote.caution(
            Check.COMMUNITIES,
            "community-forbids",
            "The "
                + CONFIGURATION
                + " marks prefixes with a community (prefixAdvertisements) that asks peers not to"
                + " pass them on (RFC 1997). Other clusters may get no routes to these pods.",
            "Take the community away.")
        : RouterNote.pass(
            Check.COMMUNITIES, "The " + CONFIGURATION + " has no community that forbids it.");
  }

  @Override
  public List<RouterNote> notesOn(List<NodeReading> nodes) {
    List<String> reflecting =
        nodes.stream()
            .filter(node -> !node.annotations().getOrDefault(REFLECTS, "").isBlank())
            .map(NodeReading::name)
            .toList();
    return List.of(
        reflecting.isEmpty()
            ? RouterNote.pass(Check.NODE_REFLECTS, "No node has the annotation " + REFLECTS + ".")
            : RouterNote.caution(
                Check.NODE_REFLECTS,
                "node-reflects-routes",
                "The nodes "
                    + reflecting.stream().limit(SHOWN).collect(Collectors.joining(", "))
                    + (reflecting.size() > SHOWN
                        ? " and " + (reflecting.size() - SHOWN) + " more"
                        : "")
                    + " reflect routes themselves (annotation "
                    + REFLECTS
                    + "), and announce also those of other nodes.",
                "Podspan's reflector rejects routes that are not the node's own. Nothing has to be"
                    + " done with it."));
  }

  @Override
  public RouterTraits traits() {
    return new RouterTraits(
        new Known<>(OffSubnet.ROUTED, "BIRD resolves a next hop by the routes of the kernel"),
        announcesServices(),
        new Known<>(List.of(), "Calico needs none"),
        new Known<>(false, "BIRD announces to every peer"));
  }

  /** The fields of the configuration by which the routers announce more than pods. */
  static List<String> services(Optional<GenericKubernetesResource> configuration) {
    return SERVICES.stream()
        .filter(
            field ->
                configuration
                    .map(c -> Spec.text(c, field))
                    .filter(text -> !text.isBlank() && !text.equals("[]"))
                    .isPresent())
        .toList();
  }

  /** Whether they announce others than ClusterIPs, which are their owner's in any case. */
  static boolean announcesOthers(Optional<GenericKubernetesResource> configuration) {
    return services(configuration).stream().anyMatch(field -> !field.equals(ServiceRanges.FIELD));
  }

  private Answer<Boolean> announcesServices() {
    List<String> set = services(configuration);
    return new Known<>(
        !set.isEmpty(), CONFIGURATION + (set.isEmpty() ? "" : " with " + String.join(", ", set)));
  }

  @Override
  public Answer<String> routerId(Node node) {
    return identifier.of(node);
  }
}
