package io.podspan.servicekit.share;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.embedded.postgres.EmbeddedPostgres;
import io.podspan.embedded.postgres.PostgresConfig;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.share.ShareDecision.Member;
import io.podspan.servicekit.share.ShareDecision.Noted;
import io.podspan.servicekit.share.ShareDecision.Part;
import io.podspan.servicekit.share.ShareDecision.Step;
import io.podspan.servicekit.supervise.Supervision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The rows of shares in a real Postgres, with the tables as route-collector makes them. */
class ShareIT {
  private static final Path BINARIES = Path.of("../target/postgres-binaries").toAbsolutePath();
  private static final Path MIGRATIONS =
      Path.of("../route-collector/src/main/resources/db/migration").toAbsolutePath();
  private static final List<String> MEMBERS = List.of("a", "b", "c");
  private static final Set<String> WORK = Set.of("paris", "tokyo", "rome", "oslo", "lima", "bonn");
  private static final Duration HEARD = Duration.ofSeconds(6);

  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;

  private final ShareRows rows = new ShareRows("collector");
  private Connection first;
  private Connection second;

  @BeforeAll
  static void startPostgres() throws Exception {
    postgres =
        EmbeddedPostgres.start(
            PostgresConfig.in(folder, 0).withBinaries(BINARIES.normalize()).throwAway());
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path to collector");
      for (String migration : List.of("V8__shares.sql", "V9__share_generations.sql")) {
        statement.execute(Files.readString(MIGRATIONS.resolve(migration)));
      }
    }
  }

  @AfterAll
  static void stopPostgres() {
    postgres.stop();
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        postgres.jdbcUrl(), "collector", postgres.login("collector").password());
  }

  @BeforeEach
  void begin() throws SQLException {
    first = connect();
    second = connect();
    execute("truncate collector.share_member, collector.share_owner");
    execute("update collector.share_noted set newest = 0, due = 0, since = '-infinity'");
    first.setAutoCommit(false);
    second.setAutoCommit(false);
  }

  @AfterEach
  void end() throws SQLException {
    first.close();
    second.close();
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What happened so long ago happened earlier still. */
  private static void pass(String interval) throws SQLException {
    execute(
        """
        update collector.share_member set since = since - interval '%1$s', expires_at = expires_at - interval '%1$s';
        update collector.share_owner set changed_at = changed_at - interval '%1$s';
        update collector.share_noted set since = since - interval '%1$s';
        """
            .formatted(interval));
  }

  /** Whether it begins. */
  private boolean renew(Connection connection, String id) throws SQLException {
    boolean begins = rows.renew(connection, id, Share.LEASE, 7);
    connection.commit();
    return begins;
  }

  private List<Step> steps(Connection connection, String me, Set<String> work) throws SQLException {
    return new ShareDecision(
            me,
            rows.members(connection, Share.LEASE),
            rows.parts(connection),
            rows.noted(connection))
        .steps(work, Share.LEASE, false);
  }

  @Test
  void aRowIsRenewedAndBegunAnewAfterItsEnd() throws SQLException {
    assertThat(renew(first, "a")).isTrue();
    pass("5 seconds");
    assertThat(renew(first, "a")).isFalse();
    assertThat(rows.members(first, Share.LEASE))
        .singleElement()
        .satisfies(
            member -> {
              assertThat(member.live()).isTrue();
              assertThat(member.generation()).isEqualTo(7);
              assertThat(member.age()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
            });
    first.commit();
    pass("7 seconds");
    assertThat(rows.members(first, Share.LEASE)).singleElement().matches(member -> !member.live());
    assertThat(renew(first, "a")).isTrue();
    assertThat(rows.members(first, Share.LEASE))
        .singleElement()
        .matches(Member::live)
        .matches(member -> member.age().compareTo(Duration.ofSeconds(5)) < 0);
  }

  @Test
  void aPartIsTakenPassedOnAndGivenUpInOneTermAfterTheOther() throws SQLException {
    assertThat(rows.take(first, "a", new Step.Take("paris", 0, false))).isTrue();
    assertThat(rows.take(first, "a", new Step.PassOn("paris", 1, "b"))).isTrue();
    assertThat(rows.take(first, "a", new Step.GiveUp("paris", 1))).as("another term").isFalse();
    first.commit();
    assertThat(new Fence("collector").lets(second, new Tenure("paris", 2))).isTrue();
    assertThat(rows.take(first, "b", new Step.GiveUp("paris", 2)))
        .as("somebody writes for it")
        .isFalse();
    second.commit();
    assertThat(rows.take(first, "b", new Step.GiveUp("paris", 2))).isTrue();
    assertThat(rows.parts(first)).containsExactly(new Part("paris", null, 3));
    assertThat(new Fence("collector").lets(first, new Tenure("paris", 2))).isFalse();
  }

  @Test
  void aGenerationIsDueWhenAllHaveHadTheTimeToHearOfIt() throws SQLException {
    note(5);
    assertThat(rows.noted(first)).isEqualTo(new Noted(5, 0));
    note(4);
    note(6);
    assertThat(rows.noted(first)).as("no sooner than that").isEqualTo(new Noted(5, 0));
    first.commit();
    pass("7 seconds");
    note(8);
    assertThat(rows.noted(first)).isEqualTo(new Noted(8, 5));
    first.commit();
    pass("7 seconds");
    note(2);
    assertThat(rows.noted(first)).as("who is behind tells it, too").isEqualTo(new Noted(8, 8));
    first.commit();
    pass("7 seconds");
    note(8);
    assertThat(rows.noted(first)).isEqualTo(new Noted(8, 8));
  }

  private void note(long generation) throws SQLException {
    rows.note(first, generation, HEARD);
    first.commit();
  }

  /** Three instances, of which each has what the division gives to it. */
  private void threeShare() throws SQLException {
    for (String id : MEMBERS) {
      renew(first, id);
    }
    Division.of(WORK, MEMBERS)
        .forEach(
            (part, owner) ->
                unchecked(() -> rows.take(first, owner, new Step.Take(part, 0, false))));
    first.commit();
  }

  @Test
  void whoComesBackFirstAfterALongOutageTakesNothing() throws SQLException {
    threeShare();
    List<Part> before = rows.parts(first);
    first.commit();
    pass("10 minutes");
    for (String id : MEMBERS) {
      rows.renew(first, id, Share.LEASE, 7);
      rows.tidy(first, id);
      assertThat(steps(first, id, WORK)).isEmpty();
      first.commit();
    }
    assertThat(rows.parts(first)).containsExactlyInAnyOrderElementsOf(before);
    assertThat(rows.members(first, Share.LEASE)).hasSize(3).allMatch(Member::live);
  }

  @Test
  void theLongDeadAreForgottenByWhoHasBeenThereForLonger() throws SQLException {
    threeShare();
    pass("2 minutes");
    renew(first, "a");
    assertThat(rows.tidy(first, "a")).as("it has only just come back").isEmpty();
    first.commit();
    execute(
        "update collector.share_member set since = now() - interval '2 minutes' where id = 'a'");
    assertThat(rows.tidy(first, "a")).isNotEmpty();
    first.commit();
    assertThat(rows.members(first, Share.LEASE)).extracting(Member::id).containsExactly("a");
    assertThat(rows.parts(first)).extracting(Part::owner).containsOnly("a", null);
  }

  /** Each has its own row, and would wait for the other's. */
  @Test
  void twoThatComeBackTogetherDoNotWaitForEachOther() throws SQLException {
    renew(first, "a");
    renew(first, "b");
    pass("10 minutes");
    execute("update collector.share_member set since = now() - interval '20 minutes'");
    try (Statement statement = first.createStatement()) {
      statement.execute("update collector.share_member set expires_at = now() where id = 'a'");
    }
    try (Statement statement = second.createStatement()) {
      statement.execute("set local lock_timeout = '2s'");
      statement.execute("update collector.share_member set expires_at = now() where id = 'b'");
    }
    rows.tidy(second, "b");
    rows.tidy(first, "a");
    second.commit();
    first.commit();
    assertThat(rows.members(first, Share.LEASE)).hasSize(2);
  }

  private static DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(postgres.jdbcUrl());
    source.setUser("collector");
    source.setPassword(postgres.login("collector").password());
    return source;
  }

  @Test
  void whatALongDeadOneHadAndIsNotWorkAnyMoreIsToldAsGivenUp() throws SQLException {
    execute(
        """
        insert into collector.share_owner (work, owner, term, changed_at)
        values ('london', 'dead', 3, now() - interval '1 hour')
        """);
    Set<String> changed = ConcurrentHashMap.newKeySet();
    try (Share share =
        new Share(
            new Supervision(new SimpleMeterRegistry(), new ServiceReadiness("share-it")),
            dataSource(),
            "collector",
            () -> Optional.of(new Share.AllWork(WORK, 5)),
            changed::addAll)) {
      share.start();
      await().until(() -> share.ours().keySet().equals(WORK));
      assertThat(changed).isEqualTo(WORK);
      assertThat(share.isNewest(5)).isTrue();
      assertThat(share.isNewest(4)).as("somebody has known newer work").isFalse();
      execute("update collector.share_member set since = now() - interval '2 minutes'");
      await().until(() -> changed.contains("london"));
    }
  }

  @Test
  void whoComesAfterTheOnlyOneWasKilledHasEverythingBeforeItIsReady() throws SQLException {
    renew(first, "killed");
    for (String part : WORK) {
      rows.take(first, "killed", new Step.Take(part, 0, false));
    }
    first.commit();
    pass("4 seconds");
    try (Share share =
        new Share(
            new Supervision(new SimpleMeterRegistry(), new ServiceReadiness("share-it")),
            dataSource(),
            "collector",
            () -> Optional.of(new Share.AllWork(WORK, 5)),
            _ -> {})) {
      share.start();
      await()
          .until(
              () ->
                  share
                      .waiting()
                      .filter(waiting -> waiting.what().startsWith("word of"))
                      .isPresent());
      assertThat(share.ours()).isEmpty();
      await().until(() -> share.waiting().isEmpty());
      assertThat(share.ours().keySet()).as("in one step with that").isEqualTo(WORK);
      assertThat(age()).as("no lease of its own had to last").isLessThan(Share.LEASE);
    }
  }

  /** Of the instance that lives. */
  private Duration age() throws SQLException {
    Duration age =
        rows.members(first, Share.LEASE).stream()
            .filter(Member::live)
            .map(Member::age)
            .findFirst()
            .orElseThrow();
    first.commit();
    return age;
  }

  /** What is done with rows. */
  private interface Statements {
    void run() throws SQLException;
  }

  private static void unchecked(Statements statements) {
    try {
      statements.run();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
