package io.podspan.console.why;

import io.podspan.console.journal.Freshness;
import io.podspan.console.why.Explanation.Verdict;
import io.podspan.console.why.Stage.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Goes along the way as a packet would, there and back, and says what it found first. */
public final class Walk {
  /** Steps that are about the way there and back as a whole. */
  private static final Set<String> MEASURED =
      Set.of(PingCheck.NAME, LiveCheck.PING, Measured.MTU, Measured.SOURCE, "measure");

  /** A counter that was read twice is not two things. */
  private static final Pattern COUNTED = Pattern.compile(" \\([0-9][^()]*\\)$");

  private static final Pattern TIMED = Pattern.compile("\\d+ ms");

  /** A router that starts is looked at twice, and each look may find another step of it. */
  private static final Pattern ROUTER =
      Pattern.compile("the router of \\S+ (does not run|ends each time|runs and does not answer)");

  private static final List<String> DECIDING =
      List.of("live", "pod", "service", LiveCheck.PING, "measure", PingCheck.NAME);

  private static final Set<String> LACKS = Set.of("no-route", "blackhole");

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
    Verdict verdict = verdict(broken, stages);
    Optional<Cause> cause =
        verdict == Verdict.UNREACHABLE ? broken.map(Stage::cause) : Optional.empty();
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
    switch (known.live()) {
      case Answer.Said(Live live, var _) -> stages.addAll(withLive(live));
      case Answer.None(String what, String _) -> stages.addAll(withoutLive(what));
      case Answer.Silent(String why) -> stages.addAll(withoutLive(why));
    }
    return List.copyOf(stages);
  }

  private List<Stage> withoutLive(String why) {
    List<Stage> stages = new ArrayList<>();
    if (!known.isWide()) {
      stages.add(Stage.unknown(Direction.FORTH, "live", why, List.of()));
    }
    stages.add(NodeCheck.of(Direction.FORTH, known.from()));
    stages.addAll(way(Direction.FORTH));
    stages.add(NodeCheck.of(Direction.FORTH, known.to()));
    stages.addAll(way(Direction.BACK));
    for (Direction direction : Direction.values()) {
      stages.add(new PingCheck(known, direction).stage());
    }
    return stages;
  }

  private List<Stage> withLive(Live live) {
    List<Stage> measured = measured(live);
    boolean answered = isAnswered(measured);
    List<Stage> stages = new ArrayList<>();
    stages.addAll(LiveCheck.end(Direction.FORTH, known.from(), live.from()));
    stages.add(ofDead(NodeCheck.of(Direction.FORTH, known.from()), live.forth().leaving()));
    stages.addAll(ofLiving(leaving(Direction.FORTH, live.forth()), live.forth()));
    stages.add(ofDead(NodeCheck.of(Direction.FORTH, known.to()), live.forth().arriving()));
    stages.addAll(arriving(Direction.FORTH, live.forth()));
    stages.addAll(LiveCheck.end(Direction.FORTH, known.to(), live.to()));
    stages.addAll(ofLiving(leaving(Direction.BACK, live.back()), live.back()));
    stages.addAll(arriving(Direction.BACK, live.back()));
    List<Stage> walk = answered ? stages.stream().map(Walk::harmless).toList() : stages;
    return Stream.concat(walk.stream(), measured.stream()).toList();
  }

  private List<Stage> leaving(Direction direction, Live.Way way) {
    List<Stage> stages = new ArrayList<>(way(direction));
    stages.addAll(LiveCheck.node(direction, LiveCheck.LEAVING, way.leaving()));
    return stages;
  }

  /** What is wrong on the node itself is surer than that another machine answers for it. */
  private List<Stage> arriving(Direction direction, Live.Way way) {
    List<Stage> stages =
        new ArrayList<>(LiveCheck.node(direction, LiveCheck.ARRIVING, way.arriving()));
    NextHopCheck.of(known, direction, way).ifPresent(stages::add);
    return stages;
  }

  /** A node is left out because it is dead. */
  private static Stage ofDead(Stage node, Answer<Checked> seen) {
    return LiveCheck.isDead(seen) ? harmless(node) : node;
  }

  /** A node that is dead answers no neighbour and announces no route: that is no other fault. */
  private static List<Stage> ofLiving(List<Stage> stages, Live.Way way) {
    return LiveCheck.isDead(way.arriving())
        ? stages.stream().map(stage -> LiveCheck.isOfDead(stage) ? harmless(stage) : stage).toList()
        : stages;
  }

  private List<Stage> measured(Live live) {
    List<Stage> stages = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      stages.addAll(LiveCheck.ping(direction, live.way(direction)));
    }
    boolean asked = stages.stream().anyMatch(stage -> !stage.is(State.UNKNOWN));
    for (Direction direction : Direction.values()) {
      if (!asked || !(known.from().isOne() || known.to().isOne())) {
        stages.add(new PingCheck(known, direction).stage());
      }
      stages.addAll(LiveCheck.size(direction, live.way(direction)));
    }
    return stages;
  }

  /** The very ends that were asked about answer: what was found on the way stops no packet. */
  private boolean isAnswered(List<Stage> measured) {
    return known.isSingle()
        && measured.stream().noneMatch(stage -> stage.is(State.FAIL))
        && isPinged(measured)
        && lossy(measured).isEmpty();
  }

  private static boolean isPinged(List<Stage> stages) {
    return pings(stages).anyMatch(stage -> stage.is(State.PASS) || stage.is(State.CAUTION));
  }

  /** Pings of which some were lost. */
  private static Optional<Stage> lossy(List<Stage> stages) {
    return pings(stages).filter(stage -> stage.is(State.CAUTION)).findFirst();
  }

  private static Stream<Stage> pings(List<Stage> stages) {
    return stages.stream().filter(stage -> stage.name().equals(LiveCheck.PING));
  }

  private static Stage harmless(Stage stage) {
    Cause cause = stage.cause();
    return stage.is(State.FAIL) && cause != null && !LiveCheck.isOfSomePackets(cause)
        ? Stage.caution(stage.direction(), stage.name(), cause, stage.evidence())
        : stage;
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

  private Verdict verdict(Optional<Stage> broken, List<Stage> stages) {
    if (broken.isEmpty()) {
      return unbroken(stages);
    }
    return isProven(stages) ? Verdict.UNREACHABLE : Verdict.UNKNOWN;
  }

  /** A break that only a journal knows which lags may be mended. */
  private boolean isProven(List<Stage> stages) {
    return known.overview().journal().state() == Freshness.State.CURRENT
        || stages.stream()
            .filter(stage -> stage.is(State.FAIL))
            .anyMatch(stage -> stage.evidence().stream().anyMatch(Evidence::live));
  }

  /**
   * Without a break the pings decide: an answer that came went both ways. Where it took one of
   * several ways, the routes of the others have to be there.
   */
  private Verdict unbroken(List<Stage> stages) {
    if (!known.isWide() && isPinged(stages) && (known.isSingle() || isRouted(stages))) {
      return Verdict.REACHABLE;
    }
    List<Stage> pings =
        stages.stream().filter(stage -> stage.name().equals(PingCheck.NAME)).toList();
    return !pings.isEmpty() && pings.stream().allMatch(stage -> stage.is(State.PASS))
        ? Verdict.REACHABLE
        : Verdict.UNKNOWN;
  }

  private boolean isRouted(List<Stage> stages) {
    return known.inOneCluster()
        || stages.stream()
            .filter(stage -> stage.name().equals(RouteCheck.NAME))
            .noneMatch(stage -> stage.is(State.UNKNOWN));
  }

  private String sentence(Verdict verdict, Optional<Stage> broken, List<Stage> stages) {
    String from = known.from().name();
    String to = known.to().name();
    return switch (verdict) {
      case REACHABLE -> "%s reaches %s, and back: %s.".formatted(from, to, well(stages));
      case UNREACHABLE ->
          "%s %s %s: %s%s."
              .formatted(
                  from,
                  isPartial(stages) || isOfSize(broken)
                      ? "does not wholly reach"
                      : "does not reach",
                  to,
                  broken.filter(this::isOnTheWayBack).isPresent()
                      ? "the answers do not come back: "
                      : "",
                  broken.map(stage -> stage.text() + unread(stage, stages)).orElseThrow());
      case UNKNOWN ->
          "Could not find out whether %s reaches %s: %s."
              .formatted(
                  from,
                  to,
                  broken
                      .map(stage -> journalText() + ", and by what it has " + stage.text())
                      .orElseGet(() -> doubt(stages) + ". No break is known"));
    };
  }

  private String journalText() {
    return journal().map(Stage::text).orElse("");
  }

  /** Pings that fail are no cause: it may be in what could not be read. */
  private static String unread(Stage broken, List<Stage> stages) {
    return isSymptom(broken)
        ? stages.stream()
            .filter(stage -> stage.name().equals(RouteCheck.NAME) && stage.is(State.UNKNOWN))
            .findFirst()
            .map(stage -> "; " + stage.text())
            .orElse("")
        : "";
  }

  /** What was measured on the way there: of the very ends where it is known. */
  private String well(List<Stage> stages) {
    Optional<Stage> lossy = lossy(stages);
    Optional<Stage> pinged = lossy.isPresent() ? lossy : passed(stages, LiveCheck.PING);
    List<String> words =
        Stream.concat(
                pinged.stream().map(stage -> known.isSingle() ? seen(stage) : stage.text()),
                Stream.of(Measured.MTU, Measured.SOURCE, LiveCheck.LEAVING)
                    .flatMap(name -> passed(stages, name).stream())
                    .map(Walk::seen))
            .toList();
    return words.isEmpty()
        ? passed(stages, PingCheck.NAME).map(Stage::text).orElse("pings are answered")
        : String.join("; ", words) + unsized(stages);
  }

  private static String seen(Stage stage) {
    return stage.evidence().getFirst().what();
  }

  /** Small packets pass where large ones are lost, so that nothing is said of these. */
  private static String unsized(List<Stage> stages) {
    boolean pinged = pings(stages).findAny().isPresent();
    boolean sized =
        Stream.of(Direction.values())
            .allMatch(
                direction ->
                    stages.stream()
                        .filter(stage -> stage.direction() == direction)
                        .filter(stage -> stage.name().equals(Measured.MTU))
                        .anyMatch(stage -> !stage.is(State.UNKNOWN)));
    return pinged && !sized ? "; whether large packets pass could not be found out" : "";
  }

  private static Optional<Stage> passed(List<Stage> stages, String name) {
    return stages.stream()
        .filter(stage -> stage.name().equals(name) && stage.is(State.PASS))
        .filter(stage -> stage.direction() == Direction.FORTH && !stage.evidence().isEmpty())
        .findFirst();
  }

  private boolean isOnTheWayBack(Stage stage) {
    return stage.direction() == Direction.BACK && !MEASURED.contains(stage.name());
  }

  /** Small packets pass where only large ones are lost. */
  private static boolean isOfSize(Optional<Stage> broken) {
    return broken.filter(stage -> stage.name().equals(Measured.MTU)).isPresent();
  }

  /** Some pods of the one reach some pods of the other. */
  private boolean isPartial(List<Stage> stages) {
    if (!known.isWide()) {
      return !known.isSingle() && isPinged(stages);
    }
    return known.reachability(Direction.FORTH).filter(cell -> cell.reachable() > 0).isPresent();
  }

  /** What would have decided it, before what would only have said more. */
  private static String doubt(List<Stage> stages) {
    List<Stage> unknown = stages.stream().filter(stage -> stage.is(State.UNKNOWN)).toList();
    return DECIDING.stream()
        .flatMap(name -> unknown.stream().filter(stage -> stage.name().equals(name)))
        .findFirst()
        .or(() -> unknown.stream().findFirst())
        .map(Stage::text)
        .orElse("nothing was measured");
  }

  /** Each once, breaks before what stops no packet; a ping is no cause beside a break. */
  private static List<Cause> also(List<Stage> stages, Optional<Cause> first) {
    Map<String, Cause> also = new LinkedHashMap<>();
    for (State state : List.of(State.FAIL, State.CAUTION)) {
      for (Stage stage : stages) {
        Cause cause = stage.cause();
        boolean symptom = isSymptom(stage) && (first.isPresent() || stage.is(State.FAIL));
        if (cause != null && stage.is(state) && !symptom) {
          also.putIfAbsent(root(cause), cause);
        }
      }
    }
    first.ifPresent(cause -> also.values().removeIf(other -> root(other).equals(root(cause))));
    return also.values().stream().filter(cause -> !isTheSame(cause, first)).toList();
  }

  /** Without who cannot send where: one cause may stop several, there and back. */
  private static String root(Cause cause) {
    Matcher router = ROUTER.matcher(cause.text());
    if (router.find()) {
      return router.group();
    }
    // Two looks at one node measure two times, and find one cause.
    String text =
        TIMED.matcher(COUNTED.matcher(cause.text()).replaceFirst("")).replaceAll("in time");
    int sends = text.indexOf(RouteCheck.CANNOT_SEND);
    int why = text.indexOf(": ", Math.max(0, sends));
    return sends < 0 || why < 0 ? text : text.substring(why);
  }

  /** A ping without an answer is what a break does. */
  private static boolean isSymptom(Stage stage) {
    return stage.name().equals(PingCheck.NAME) || stage.name().equals(LiveCheck.PING);
  }

  /** A kernel that was looked at has no route where the first break took it. */
  private static boolean isTheSame(Cause cause, Optional<Cause> first) {
    return LACKS.contains(cause.code())
        && first.filter(known -> !LACKS.contains(known.code())).isPresent()
        && first.filter(known -> known.text().contains(RouteCheck.CANNOT_SEND)).isPresent();
  }
}
