package io.podspan.console.overview;

import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Standing;
import io.podspan.events.InterconnectState;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.ReflectorState;
import io.podspan.events.SessionEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to judge an interconnect by. */
record Evidence(
    Standing standing,
    List<ClusterView> clusters,
    List<SessionView> sessions,
    List<ReachabilityView> reachability) {

  @Nullable Instant since(InterconnectState interconnect) {
    return standing.fact(Standing.INTERCONNECTS + interconnect.name()).map(Fact::time).orElse(null);
  }

  /** In the order in which they come true; Ready is all of them. */
  List<Condition> conditions(InterconnectState interconnect) {
    List<Condition> conditions =
        new ArrayList<>(
            List.of(
                planned(interconnect),
                configured(interconnect),
                peered(interconnect),
                routesInstalled(interconnect),
                reachable(interconnect)));
    conditions.add(ready(conditions));
    return List.copyOf(conditions);
  }

  private Condition planned(InterconnectState interconnect) {
    String plans = Standing.PLANS + interconnect.name() + "/";
    long planned =
        interconnect.clusters().stream().filter(c -> standing.fact(plans + c).isPresent()).count();
    return Condition.counted(
        "Planned", "PlansOutstanding", planned, interconnect.clusters().size(), "clusters planned");
  }

  private Condition configured(InterconnectState interconnect) {
    long configured =
        interconnect.reflectors().stream().filter(r -> inForce(r, interconnect)).count();
    return Condition.counted(
        "Configured",
        "ReflectorsOutstanding",
        configured,
        interconnect.reflectors().size(),
        "reflectors configured");
  }

  private boolean inForce(ReflectorState reflector, InterconnectState interconnect) {
    return standing
        .fact(Standing.REFLECTORS + reflector.name())
        .map(fact -> ((SessionEvent.ReflectorConfigured) fact.event()).interconnects())
        .map(revisions -> revisions.getOrDefault(interconnect.name(), 0L))
        .filter(revision -> revision >= interconnect.revision())
        .isPresent();
  }

  private Condition peered(InterconnectState interconnect) {
    List<SessionView> wanted =
        sessions.stream()
            .filter(
                session ->
                    interconnect.clusters().contains(session.cluster())
                        && interconnect.reflectors().stream()
                            .anyMatch(r -> r.name().equals(session.reflector())))
            .toList();
    long up = wanted.stream().filter(SessionView::establishedAtBothEnds).count();
    return Condition.counted("Peered", "SessionsDown", up, wanted.size(), "sessions established");
  }

  private Condition routesInstalled(InterconnectState interconnect) {
    List<NodeView> nodes =
        clusters.stream()
            .filter(cluster -> interconnect.clusters().contains(cluster.name()))
            .flatMap(cluster -> cluster.nodes().stream())
            .toList();
    long complete = nodes.stream().filter(NodeView::routesInstalled).count();
    return Condition.counted(
        "RoutesInstalled", "RoutesMissing", complete, nodes.size(), "nodes with all routes");
  }

  private Condition reachable(InterconnectState interconnect) {
    List<ReachabilityView> pairs =
        reachability.stream()
            .filter(
                pair ->
                    interconnect.clusters().contains(pair.from())
                        && interconnect.clusters().contains(pair.to()))
            .toList();
    long reachable = pairs.stream().filter(p -> p.state() == Reachability.REACHABLE).count();
    return Condition.counted(
        "Reachable", "PairsUnreachable", reachable, pairs.size(), "directions reachable");
  }

  private static Condition ready(List<Condition> conditions) {
    return conditions.stream()
        .filter(condition -> !condition.met())
        .findFirst()
        .map(
            unmet ->
                new Condition(
                    "Ready",
                    Condition.Status.FALSE,
                    "Not" + unmet.type(),
                    "waits for " + unmet.type() + ": " + unmet.message()))
        .orElseGet(
            () ->
                new Condition(
                    "Ready",
                    Condition.Status.TRUE,
                    "All",
                    "pods of all clusters reach each other"));
  }
}
