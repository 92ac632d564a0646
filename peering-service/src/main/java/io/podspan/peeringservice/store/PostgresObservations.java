package io.podspan.peeringservice.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.intent.Conditions.NodeRoutes;
import io.podspan.peeringservice.peering.intent.Conditions.PairReach;
import io.podspan.peeringservice.peering.intent.Conditions.SessionKey;
import io.podspan.peeringservice.peering.intent.Observations;
import io.podspan.peeringservice.peering.rollout.PeerSession;
import io.podspan.peeringservice.peering.rollout.RouterSessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What other services last said. Each row keeps the newest word by the time of its event, so that
 * hearing an event twice, or an old one late, changes nothing: no inbox is needed. Everything
 * belongs to the caller's transaction.
 */
@ApplicationScoped
public class PostgresObservations implements Observations {
  private static final TypeReference<Map<String, Long>> REVISIONS = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> STATES = new TypeReference<>() {};

  @Override
  public void reflectorHas(String name, Map<String, Long> revisions, Instant at) {
    Optional<ReflectorRow> present =
        ReflectorRow.findByIdOptional(name, LockModeType.PESSIMISTIC_WRITE);
    if (present.filter(row -> row.at.isAfter(at)).isEmpty()) {
      ReflectorRow row = present.orElseGet(ReflectorRow::new);
      row.name = name;
      row.revisions = Json.write(revisions);
      row.at = at;
      row.persist();
    }
  }

  @Override
  public void session(PeerSession session) {
    String id = session.reflector() + "/" + session.address();
    Optional<PeerSessionRow> present = PeerSessionRow.findByIdOptional(id);
    if (present.filter(row -> !row.at.isBefore(session.at())).isEmpty()) {
      PeerSessionRow row = present.orElseGet(PeerSessionRow::new);
      row.id = id;
      row.reflector = session.reflector();
      row.address = session.address();
      row.established = session.established();
      row.at = session.at();
      row.receivedAt = session.receivedAt();
      row.detail = session.detail();
      row.persist();
    }
  }

  @Override
  public void nodeSessions(String id, Map<String, String> states, Instant at, Instant receivedAt) {
    Optional<NodeSessionsRow> present = NodeSessionsRow.findByIdOptional(id);
    if (present.filter(row -> !row.at.isBefore(at)).isEmpty()) {
      NodeSessionsRow row = present.orElseGet(NodeSessionsRow::new);
      row.id = id;
      row.states = Json.write(states);
      row.at = at;
      row.receivedAt = receivedAt;
      row.persist();
    }
  }

  @Override
  public void nodeRoutes(String id, int expected, int missing, Instant at) {
    Optional<NodeRoutesRow> present = NodeRoutesRow.findByIdOptional(id);
    if (present.filter(row -> !row.at.isBefore(at)).isEmpty()) {
      NodeRoutesRow row = present.orElseGet(NodeRoutesRow::new);
      row.id = id;
      row.expected = expected;
      row.missing = missing;
      row.at = at;
      row.persist();
    }
  }

  @Override
  public void reachability(String id, String state, String why, Instant at) {
    Optional<ReachabilityRow> present = ReachabilityRow.findByIdOptional(id);
    if (present.filter(row -> !row.at.isBefore(at)).isEmpty()) {
      ReachabilityRow row = present.orElseGet(ReachabilityRow::new);
      row.id = id;
      row.state = state;
      row.why = why;
      row.at = at;
      row.persist();
    }
  }

  @Override
  public void forget(Interconnect interconnect) {
    // Locked, for what a reflector says is heard meanwhile and must not be written over.
    for (ReflectorRow row :
        ReflectorRow.<ReflectorRow>findAll().withLock(LockModeType.PESSIMISTIC_WRITE).list()) {
      Map<String, Long> revisions = new HashMap<>(Json.read(row.revisions, REVISIONS));
      if (revisions.remove(interconnect.name()) != null) {
        row.revisions = Json.write(revisions);
      }
    }
    for (String cluster : interconnect.clusters()) {
      NodeRoutesRow.delete("id like ?1", cluster + "/%");
      for (String other : interconnect.clusters()) {
        ReachabilityRow.deleteById(cluster + "/" + other);
      }
    }
  }

  /** Names of those reflectors that have not taken over this revision, or a later one. */
  List<String> behind(List<Reflector> reflectors, String interconnect, long revision) {
    return reflectors.stream()
        .map(Reflector::name)
        .filter(name -> revisionAt(name, interconnect) < revision)
        .toList();
  }

  private static long revisionAt(String reflector, String interconnect) {
    return ReflectorRow.<ReflectorRow>findByIdOptional(reflector)
        .map(row -> Json.read(row.revisions, REVISIONS).getOrDefault(interconnect, 0L))
        .orElse(0L);
  }

  List<PeerSession> sessions(Collection<String> addresses) {
    return PeerSessionRow.<PeerSessionRow>list("address in ?1", addresses).stream()
        .map(
            row ->
                new PeerSession(
                    row.reflector,
                    row.address,
                    row.established,
                    row.at,
                    row.receivedAt,
                    row.detail))
        .toList();
  }

  Optional<RouterSessions> routerSessions(String id) {
    return NodeSessionsRow.<NodeSessionsRow>findByIdOptional(id)
        .map(row -> new RouterSessions(Json.read(row.states, STATES), row.receivedAt));
  }

  Map<SessionKey, Boolean> established(Interconnect interconnect, Collection<String> addresses) {
    List<String> names = interconnect.reflectors().stream().map(Reflector::name).toList();
    Map<SessionKey, Boolean> established = new HashMap<>();
    sessions(addresses).stream()
        .filter(s -> names.contains(s.reflector()))
        .forEach(s -> established.put(new SessionKey(s.reflector(), s.address()), s.established()));
    return established;
  }

  Map<String, NodeRoutes> routes() {
    Map<String, NodeRoutes> routes = new HashMap<>();
    NodeRoutesRow.<NodeRoutesRow>listAll()
        .forEach(row -> routes.put(row.id, new NodeRoutes(row.expected, row.missing)));
    return routes;
  }

  Map<String, PairReach> reachability() {
    Map<String, PairReach> pairs = new HashMap<>();
    ReachabilityRow.<ReachabilityRow>listAll()
        .forEach(row -> pairs.put(row.id, new PairReach(row.state, row.why)));
    return pairs;
  }
}
