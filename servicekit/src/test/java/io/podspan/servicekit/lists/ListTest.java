package io.podspan.servicekit.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListTest {
  private record Ship(String name, String home, Instant built) {}

  private static final MemoryList<Ship> SHIPS =
      MemoryList.by("name", Ship::name)
          .sort("built", ship -> Place.key(ship.built()))
          .sort("home", Ship::home)
          .filter(
              "home", Values.matching("a port", home -> !home.isBlank()), s -> List.of(s.home()))
          .filter("afloat", Values.TRUTH, _ -> List.of("true"));

  private final List<Ship> ships =
      new ArrayList<>(
          List.of(
              ship("dora", "kiel", "2026-01-01T00:00:00.5Z"),
              ship("anna", "kiel", "2026-01-01T00:00:00Z"),
              ship("carl", "oslo", "2026-01-01T00:00:01Z"),
              ship("berta", "kiel", "2026-01-01T00:00:00.5Z")));

  private static Ship ship(String name, String home, String built) {
    return new Ship(name, home, Instant.parse(built));
  }

  @Test
  void aListIsSortedByItsIdentityAndHasOnePage() {
    Page<Ship> page = ask("");

    assertThat(names(page)).containsExactly("anna", "berta", "carl", "dora");
    assertThat(page.next()).isNull();
    assertThat(page.total()).isEqualTo(4);
  }

  @Test
  void timesSortAsTimesAndNotAsTexts() {
    assertThat(names(ask("sort=built"))).containsExactly("anna", "berta", "dora", "carl");
  }

  @Test
  void backwardsEverythingIsBackwardsAlsoWhereKeysAreEqual() {
    assertThat(names(ask("sort=-built"))).containsExactly("carl", "dora", "berta", "anna");
  }

  @Test
  void aFilterLetsThroughWhatHasOneOfItsValues() {
    Page<Ship> page = ask("home=oslo&home=bergen");

    assertThat(names(page)).containsExactly("carl");
    assertThat(page.total()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"name", "-name", "built", "-built", "home", "-home"})
  void thePagesTogetherAreTheList(String sort) {
    assertThat(pages("limit=1&sort=" + sort)).isEqualTo(names(ask("sort=" + sort)));
  }

  @Test
  void whatIsThereAllTheTimeComesOnceWhateverElseComesAndGoes() {
    List<String> seen = new ArrayList<>();
    Page<Ship> page = ask("limit=2");
    seen.addAll(names(page));
    ships.removeIf(ship -> ship.name().equals("berta"));
    ships.add(ship("aaron", "kiel", "2026-01-02T00:00:00Z"));
    seen.addAll(names(ask("limit=2&cursor=" + page.next())));

    assertThat(seen).containsExactly("anna", "berta", "carl", "dora");
  }

  @Test
  void aPageThatEndsWithTheListHasNoNext() {
    assertThat(ask("limit=4").next()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "colour=red, colour",
    "limit=0, limit",
    "limit=201, limit",
    "limit=many, limit",
    "limit=, limit",
    "limit=1&limit=2, limit",
    "sort=size, sort",
    "sort=--name, sort",
    "sort=, sort",
    "home=, home",
    "afloat=perhaps, afloat",
    "cursor=x, cursor",
    "cursor=, cursor"
  })
  void whatCannotBeUsedIsNamed(String parameters, String where) {
    assertThat(violations(parameters)).extracting(Problem.Violation::where).containsOnly(where);
  }

  @Test
  void allThatCannotBeUsedIsNamedAtOnce() {
    assertThat(violations("limit=0&colour=red&home="))
        .extracting(Problem.Violation::where)
        .containsExactlyInAnyOrder("limit", "colour", "home");
  }

  @Test
  void aFilterThatIsGivenTooOftenIsRefused() {
    String often = String.join("&", IntStream.range(0, 21).mapToObj(i -> "home=p" + i).toList());

    assertThat(violations(often)).extracting(Problem.Violation::code).containsExactly("too-many");
  }

  @ParameterizedTest
  @CsvSource({"sort=-name", "sort=built", "home=kiel"})
  void aCursorIsOfItsOrderAndItsFilters(String others) {
    String next = ask("limit=1").next();

    assertThat(violations(others + "&cursor=" + next))
        .extracting(Problem.Violation::code)
        .containsExactly("bad-cursor");
  }

  @Test
  void aForgedCursorIsRefusedWhereItsKeyIsNoTime() {
    ListForm form = ListForm.of("-built").sortByTime("built");
    String question = ListQuery.question("built", true, Map.of());
    String forged = Cursor.of(new Place("yesterday", "anna"), question);
    String fine = Cursor.of(new Place("2026-01-01T00:00:00.123456Z", "anna"), question);

    assertThat(form.read(Map.of("cursor", List.of(fine))).after()).isNotNull();
    assertThatThrownBy(() -> form.read(Map.of("cursor", List.of(forged))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("cursor");
  }

  private List<String> pages(String parameters) {
    List<String> all = new ArrayList<>();
    Page<Ship> page = ask(parameters);
    all.addAll(names(page));
    while (page.next() != null) {
      page = ask(parameters + "&cursor=" + page.next());
      all.addAll(names(page));
    }
    return all;
  }

  private static List<String> names(Page<Ship> page) {
    return page.items().stream().map(Ship::name).toList();
  }

  private Page<Ship> ask(String parameters) {
    return SHIPS.page(ships, map(parameters));
  }

  private List<Problem.Violation> violations(String parameters) {
    List<Problem.Violation> all = new ArrayList<>();
    assertThatThrownBy(() -> ask(parameters))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(400);
              all.addAll(e.problem().violations());
            });
    return all;
  }

  private static Map<String, List<String>> map(String parameters) {
    Map<String, List<String>> map = new HashMap<>();
    for (String one : parameters.isEmpty() ? new String[0] : parameters.split("&")) {
      String[] both = one.split("=", 2);
      map.computeIfAbsent(both[0], _ -> new ArrayList<>()).add(both[1]);
    }
    return map;
  }
}
