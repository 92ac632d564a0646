package io.podspan.routecollector.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.Table;
import io.podspan.events.reason.RouteReason;
import io.podspan.routecollector.change.Change.Line;
import io.podspan.routecollector.route.Answer;
import io.podspan.routecollector.route.Elsewhere;
import io.podspan.routecollector.route.Expectation;
import io.podspan.routecollector.route.Gaps;
import io.podspan.routecollector.route.Known;
import io.podspan.routecollector.route.Missing;
import io.podspan.routecollector.route.NodeStatus;
import io.podspan.routecollector.route.NodeTables;
import io.podspan.routecollector.route.Observation;
import io.podspan.routecollector.route.RouterTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableChangesTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final RouteEntry ROUTE = new RouteEntry("10.2.0.0/24", "198.18.0.21");
  private static final RouteEntry OTHER = new RouteEntry("10.2.0.0/24", "198.18.0.22");
  private static final NodeStatus UNSEEN = NodeStatus.notReadYet("paris", "n1");
  private static final NodeStatus WHOLE = read(known("Established", List.of(ROUTE), List.of()));

  private static Known known(String session, List<RouteEntry> table, List<Missing> missing) {
    return new Known(
        List.of(ROUTE),
        List.of(new NodeSession("198.18.0.1", 64512, session, true)),
        table,
        table,
        missing,
        List.of(),
        Gaps.NONE,
        null);
  }

  private static NodeStatus read(Known known) {
    return new NodeStatus("paris", "n1", known, AT, null, null, null);
  }

  @Test
  void theFirstLookIsNoChangeOfTables() {
    assertThat(TableChanges.between(UNSEEN, WHOLE))
        .containsExactly(new Change(new Line(Part.STATE, ""), "never", "read"));
  }

  @Test
  void theSameIsNoChange() {
    assertThat(TableChanges.between(WHOLE, WHOLE)).isEmpty();
  }

  @Test
  void eachLineThatIsAnotherIsAChange() {
    NodeStatus broken =
        read(
            known(
                "Idle",
                List.of(),
                List.of(new Missing(ROUTE, Table.FIB, new RouteReason.NotInstalled()))));
    assertThat(TableChanges.between(WHOLE, broken))
        .containsExactly(
            new Change(new Line(Part.SESSION, "198.18.0.1"), "Established", "Idle"),
            new Change(
                new Line(Part.ROUTE, "10.2.0.0/24 via 198.18.0.21"),
                "installed",
                "missing in FIB: route-not-installed"),
            new Change(new Line(Part.RIB, "10.2.0.0/24"), "198.18.0.21", null),
            new Change(new Line(Part.FIB, "10.2.0.0/24"), "198.18.0.21", null));
  }

  @Test
  void severalNextHopsOfAPrefixAreOneLine() {
    NodeStatus both = read(known("Established", List.of(ROUTE, OTHER), List.of()));
    assertThat(TableChanges.between(WHOLE, both))
        .contains(
            new Change(
                new Line(Part.RIB, "10.2.0.0/24"), "198.18.0.21", "198.18.0.21, 198.18.0.22"));
  }

  @Test
  void whatCouldNotBeReadChangesTheStateAlone() {
    NodeStatus stale = WHOLE.unreadable("no pod", AT);
    assertThat(TableChanges.between(WHOLE, stale))
        .containsExactly(new Change(new Line(Part.STATE, ""), "read", "stale"));
  }

  private static final Change.Line RIB = new Line(Part.RIB, "10.2.0.0/24");

  private static Known looked(@Nullable Known before, Answer<RouterTable> rib) {
    NodeStatus status = before == null ? UNSEEN : read(before);
    NodeTables tables =
        new NodeTables(
            new Answer.Whole<>(List.of(new NodeSession("198.18.0.1", 64512, "Established", true))),
            rib,
            new Answer.Whole<>(List.of()),
            null);
    return Observation.of(status, tables, new Expectation(List.of(), Set.of()), Elsewhere.NOTHING)
        .now();
  }

  private static Answer<RouterTable> whole(RouteEntry... routes) {
    return new Answer.Whole<>(new RouterTable(List.of(routes)));
  }

  private static Answer<RouterTable> partly(RouteEntry... routes) {
    return new Answer.Partly<>(new RouterTable(List.of(routes)), "one path in an unknown form");
  }

  private static final Answer<RouterTable> UNREAD = new Answer.Unread<>("it timed out");

  private static List<Change> ofRib(Known before, Known now) {
    return TableChanges.between(read(before), read(now)).stream()
        .filter(change -> change.line().part() == Part.RIB)
        .toList();
  }

  @Test
  void aTableThatTheFirstLookCouldNotReadWasNotEmpty() {
    Known unread = looked(null, UNREAD);
    Known again = looked(unread, UNREAD);
    Known first = looked(again, whole(ROUTE));
    assertThat(ofRib(again, first)).isEmpty();
    assertThat(ofRib(first, looked(first, whole())))
        .containsExactly(new Change(RIB, "198.18.0.21", null));
  }

  @Test
  void whatChangedWhileATableCouldNotBeReadIsToldWhenItCan() {
    Known unread = looked(looked(null, whole(ROUTE)), UNREAD);
    assertThat(ofRib(unread, looked(unread, whole())))
        .containsExactly(new Change(RIB, "198.18.0.21", null));
  }

  @Test
  void ofATableThatWasReadInPartOnlyWhatBothSawIsCompared() {
    Known all = looked(null, whole(ROUTE));
    Known without = looked(all, partly());
    assertThat(ofRib(all, without)).isEmpty();
    assertThat(ofRib(without, looked(without, whole(ROUTE)))).isEmpty();
    assertThat(ofRib(all, looked(all, partly(OTHER))))
        .containsExactly(new Change(RIB, "198.18.0.21", "198.18.0.22"));
  }

  /** Of a table with more lines than are kept, a new one pushes out the last that is. */
  @Test
  void whatIsBehindTheLastKeptLineMayBeThere() {
    List<RouteEntry> many =
        IntStream.range(0, Known.LARGEST_TABLE)
            .mapToObj(
                i -> new RouteEntry("10.3.%03d.%03d/32".formatted(i / 250, i % 250), "198.18.0.21"))
            .toList();
    List<RouteEntry> more = new ArrayList<>(many);
    more.removeLast();
    more.addFirst(ROUTE);
    Known before = looked(null, whole(many.toArray(RouteEntry[]::new)));
    Known after = looked(before, whole(more.toArray(RouteEntry[]::new)));
    assertThat(ofRib(before, after)).containsExactly(new Change(RIB, null, "198.18.0.21"));
    assertThat(ofRib(after, before)).containsExactly(new Change(RIB, "198.18.0.21", null));
  }

  @Test
  void ofAMeshThatIsCutSessionsWithReflectorsAreTold() {
    List<NodeSession> mesh =
        IntStream.range(0, Known.LARGEST_TABLE)
            .mapToObj(
                i ->
                    new NodeSession("10.3.%03d.%03d".formatted(i / 250, i % 250), 1, "Idle", false))
            .toList();
    NodeSession reflector = new NodeSession("198.18.0.1", 1, "Established", true);
    List<NodeSession> other = new ArrayList<>(mesh);
    other.set(other.size() - 1, reflector);
    assertThat(TableChanges.between(read(sessions(mesh)), read(sessions(other))))
        .containsExactly(new Change(new Line(Part.SESSION, "198.18.0.1"), null, "Established"));
  }

  private static Known sessions(List<NodeSession> sessions) {
    return new Known(List.of(), sessions, List.of(), List.of(), List.of());
  }
}
