package io.podspan.peeringservice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.peering.rollout.Announced;
import io.podspan.peeringservice.peering.rollout.PeerSession;
import io.podspan.peeringservice.peering.rollout.ProbedNodes;
import io.podspan.peeringservice.peering.rollout.Rejected;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept in memory of the observations is what the tables hold. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class KnownObservationsIT {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private static final String PARIS = "198.51.100.11";
  private static final String TOKYO = "198.51.100.21";

  private final KnownVersions<List<ProbedNodes>> rounds =
      new KnownVersions<>(
          "probed_nodes",
          "id, nodes",
          1,
          row -> Json.read(row.getString(2), new TypeReference<List<ProbedNodes>>() {}));

  @Inject KnownObservations known;
  @Inject PostgresObservations observations;

  @BeforeEach
  @AfterEach
  void forget() {
    write(
        () -> {
          PeerSessionRow.delete("reflector", "known-it");
          PeerRoutesRow.delete("reflector", "known-it");
          RejectedPrefixesRow.delete("reflector", "known-it");
          ProbedNodesRow.delete("id", "paris/tokyo-known-it");
        });
  }

  @Test
  void knowsWhatWasWrittenLast() {
    write(() -> observations.session(session(PARIS, true)));
    assertThat(ask(seen -> seen.sessions(List.of(PARIS)))).containsExactly(session(PARIS, true));

    write(() -> observations.session(session(PARIS, false)));
    write(() -> observations.session(session(TOKYO, true)));
    assertThat(ask(seen -> seen.sessions(List.of(PARIS, TOKYO))))
        .containsExactlyInAnyOrder(session(PARIS, false), session(TOKYO, true));
    assertThat(ask(seen -> seen.sessions(List.of(TOKYO)))).containsExactly(session(TOKYO, true));
  }

  /** Its number is lower than those of the transactions that were seen meanwhile. */
  @Test
  void knowsWhatATransactionWroteThatBeganBeforeTheLastLook() {
    write(
        () -> {
          observations.session(session(PARIS, true));
          PeerSessionRow.flush();
          write(() -> observations.session(session(TOKYO, true)));
          assertThat(onAnotherThread(seen -> seen.sessions(List.of(PARIS, TOKYO))))
              .as("one has committed")
              .containsExactly(session(TOKYO, true));
        });
    assertThat(ask(seen -> seen.sessions(List.of(PARIS)))).containsExactly(session(PARIS, true));
  }

  @Test
  void forgetsWhatIsDeleted() {
    write(() -> observations.announced(announced("10.1.0.0/24")));
    write(() -> observations.rejected(rejected("10.9.0.0/24")));
    assertThat(ask(seen -> seen.announced(List.of(PARIS))))
        .containsExactly(announced("10.1.0.0/24").rejecting(Map.of("10.9.0.0/24", "outside")));

    write(() -> RejectedPrefixesRow.delete("reflector", "known-it"));
    assertThat(ask(seen -> seen.announced(List.of(PARIS))))
        .containsExactly(announced("10.1.0.0/24"));

    write(() -> PeerRoutesRow.delete("reflector", "known-it"));
    assertThat(ask(seen -> seen.announced(List.of(PARIS)))).isEmpty();
  }

  @Test
  void aRowThatCannotBeReadFailsOnlyThoseWhoAskForIt() {
    write(() -> observations.announced(announced("10.1.0.0/24")));
    write(() -> observations.session(session(TOKYO, true)));
    write(() -> PeerRoutesRow.update("prefixes = '{}' where reflector = 'known-it'"));

    assertThat(ask(seen -> seen.sessions(List.of(TOKYO)))).containsExactly(session(TOKYO, true));
    assertThatThrownBy(() -> ask(seen -> seen.announced(List.of(PARIS))))
        .hasStackTraceContaining("a row cannot be read");

    write(() -> observations.announced(announced("10.1.0.0/24")));
    assertThat(ask(seen -> seen.announced(List.of(PARIS))))
        .containsExactly(announced("10.1.0.0/24"));
  }

  @Test
  void doesNotKnowWhatWasRolledBack() {
    QuarkusTransaction.begin();
    observations.session(session(PARIS, true));
    PeerSessionRow.flush();
    QuarkusTransaction.rollback();
    assertThat(ask(seen -> seen.sessions(List.of(PARIS)))).isEmpty();
  }

  @Test
  void knowsTheLastRoundOfProbes() {
    ProbedNodes first = new ProbedNodes("paris/a", "tokyo-known-it/b", 2, 1, NOW);
    ProbedNodes second = new ProbedNodes("paris/a", "tokyo-known-it/b", 2, 2, NOW);
    write(() -> observations.probed(Map.of("paris/tokyo-known-it", List.of(first))));
    assertThat(probes()).containsExactly(first);
    write(() -> observations.probed(Map.of("paris/tokyo-known-it", List.of(second))));
    assertThat(probes()).containsExactly(second);
  }

  private List<ProbedNodes> probes() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                Panache.getSession()
                    .doReturningWork(c -> rounds.of(c, List.of("paris/tokyo-known-it"))))
        .values()
        .stream()
        .flatMap(held -> held.value().stream())
        .toList();
  }

  private static PeerSession session(String address, boolean established) {
    return new PeerSession("known-it", address, established, NOW, NOW, "");
  }

  private static Announced announced(String prefix) {
    return new Announced("known-it", PARIS, true, false, List.of(), 1, List.of(prefix), NOW);
  }

  private static Rejected rejected(String prefix) {
    return new Rejected("known-it", PARIS, prefix, "outside", NOW);
  }

  private static void write(Runnable work) {
    QuarkusTransaction.requiringNew().run(work);
  }

  private <T> List<T> ask(Function<KnownObservations, List<T>> question) {
    return QuarkusTransaction.requiringNew()
        .call(() -> question.apply(Panache.getSession().doReturningWork(known::now)));
  }

  private <T> List<T> onAnotherThread(Function<KnownObservations, List<T>> question) {
    return CompletableFuture.supplyAsync(() -> ask(question)).join();
  }
}
