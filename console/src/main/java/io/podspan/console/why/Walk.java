package io.podspan.console.why;

import io.podspan.console.journal.Freshness;
import io.podspan.console.why.Explanation.Verdict;
import io.podspan.console.why.Stage.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes along the way as a packet would, there and back, and says what it found first. */
public final class Walk {
  private final Known known;

  private Walk(Known known) {
    this.known = known;
  }

  public static Explanation of(Known known) {
    return new Walk(known).explanation();
  }

  private Explanation explanation() {
    List<Stage> stages = stages();
    Optional<Stage> broken = stages.stream().filter(stage -> stage.is(State.FAIL)).findFirst();
    Verdict verdict = broken.isPresent() ? Verdict.UNREACHABLE : unbroken(stages);
    Optional<Cause> cause = broken.map(Stage::cause);
    return new Explanation(
        known.from().name(),
        known.to().name(),
        known.now(),
        verdict,
        sentence(verdict, broken, stages),
        cause.map(Cause::code).orElse(null),
        cause.map(Cause::toDo).filter(toDo -> !toDo.isEmpty()).orElse(null),
        also(stages, cause),
        stages);
  }

  private List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    journal().ifPresent(stages::add);
    Stage intent = IntentCheck.of(known);
    stages.add(intent);
    if (intent.is(State.FAIL)) {
      return stages;
    }
    stages.add(NodeCheck.of(Direction.FORTH, known.from()));
    stages.addAll(way(Direction.FORTH));
    stages.add(NodeCheck.of(Direction.FORTH, known.to()));
    stages.addAll(way(Direction.BACK));
    stages.add(new PingCheck(known, Direction.FORTH).stage());
    stages.add(new PingCheck(known, Direction.BACK).stage());
    return List.copyOf(stages);
  }

  private List<Stage> way(Direction direction) {
    List<Stage> stages = new ArrayList<>(new RouteCheck(known, direction).stages());
    // A session is what lacks where a route lacks, and the route's cause tells of it.
    if (stages.stream().noneMatch(stage -> stage.is(State.FAIL))) {
      stages.addAll(SessionCheck.of(known, direction));
    }
    return stages;
  }

  /** What the journal has not yet, the walk cannot know. */
  private Optional<Stage> journal() {
    Freshness journal = known.overview().journal();
    return switch (journal.state()) {
      case CURRENT -> Optional.empty();
      case BEHIND ->
          Optional.of(
              Stage.caution(
                  Direction.FORTH,
                  "journal",
                  new Cause(
                      "journal-behind",
                      "the journal is " + journal.behind() + " events behind what has happened",
                      "Ask again when the console has caught up: podspan status."),
                  List.of()));
      case UNKNOWN ->
          Optional.of(
              Stage.caution(
                  Direction.FORTH,
                  "journal",
                  new Cause(
                      "journal-age-unknown",
                      "Kafka does not say whether the journal has all that has happened",
                      "See whether Kafka is there: podspan status."),
                  List.of()));
    };
  }

  /** Without a break the pings decide: an answer that came went both ways. */
  private static Verdict unbroken(List<Stage> stages) {
    List<Stage> pings =
        stages.stream().filter(stage -> stage.name().equals(PingCheck.NAME)).toList();
    return !pings.isEmpty() && pings.stream().allMatch(stage -> stage.is(State.PASS))
        ? Verdict.REACHABLE
        : Verdict.UNKNOWN;
  }

  private String sentence(Verdict verdict, Optional<Stage> broken, List<Stage> stages) {
    String from = known.from().name();
    String to = known.to().name();
    return switch (verdict) {
      case REACHABLE -> "%s reaches %s, and back: %s.".formatted(from, to, ping(stages).text());
      case UNREACHABLE ->
          "%s %s %s: %s%s."
              .formatted(
                  from,
                  isPartial() ? "does not wholly reach" : "does not reach",
                  to,
                  broken.filter(this::isOnTheWayBack).isPresent()
                      ? "the answers do not come back: "
                      : "",
                  broken.orElseThrow().text());
      case UNKNOWN ->
          "Could not find out whether %s reaches %s: %s. No break is known."
              .formatted(from, to, doubt(stages));
    };
  }

  private static Stage ping(List<Stage> stages) {
    return stages.stream()
        .filter(stage -> stage.name().equals(PingCheck.NAME))
        .findFirst()
        .orElseThrow();
  }

  private boolean isOnTheWayBack(Stage stage) {
    return stage.direction() == Direction.BACK && !stage.name().equals(PingCheck.NAME);
  }

  /** Some pods of the one reach some pods of the other. */
  private boolean isPartial() {
    return known.from().isWide()
        && known.to().isWide()
        && known.reachability(Direction.FORTH).filter(cell -> cell.reachable() > 0).isPresent();
  }

  private static String doubt(List<Stage> stages) {
    return stages.stream()
        .filter(stage -> stage.is(State.UNKNOWN))
        .map(Stage::text)
        .findFirst()
        .orElse("nothing was measured");
  }

  /** Each once, breaks before what stops no packet; a ping is no cause beside a break. */
  private static List<Cause> also(List<Stage> stages, Optional<Cause> first) {
    Map<String, Cause> also = new LinkedHashMap<>();
    for (State state : List.of(State.FAIL, State.CAUTION)) {
      for (Stage stage : stages) {
        Cause cause = stage.cause();
        if (cause != null && stage.is(state) && !stage.name().equals(PingCheck.NAME)) {
          also.putIfAbsent(cause.text(), cause);
        }
      }
    }
    first.ifPresent(cause -> also.remove(cause.text()));
    return List.copyOf(also.values());
  }
}
