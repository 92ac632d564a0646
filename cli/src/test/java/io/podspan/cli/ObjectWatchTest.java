package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.cli.api.Api;
import io.podspan.cli.api.Bearer;
import io.podspan.cli.api.FakeService;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.PeeringObjects;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the service says changes between two looks. */
class ObjectWatchTest {
  private static final String JSON = "application/json";

  private final List<String> notes = new ArrayList<>();
  private final StringWriter printed = new StringWriter();
  private FakeService peering;

  @BeforeEach
  void start() throws Exception {
    peering = new FakeService();
  }

  @AfterEach
  void stop() {
    peering.close();
  }

  private static String reflector(String name, int asn, String more) {
    return """
        {"name": "%s", "address": "192.0.2.1", "port": 179, "asn": %d, "runs": "here"%s}
        """
        .formatted(name, asn, more);
  }

  private static String all(String... objects) {
    return "[" + String.join(",", objects) + "]";
  }

  /** Each look finds the next of these. */
  private void watch(String format, String... answers) {
    ObjectOutputOption output = new ObjectOutputOption();
    CommandLine line =
        new CommandLine(
            CommandLine.Model.CommandSpec.create()
                .addMixin("o", CommandLine.Model.CommandSpec.forAnnotatedObject(output)));
    line.setCaseInsensitiveEnumValuesAllowed(true).setOut(new PrintWriter(printed));
    output.command = line.getCommandSpec();
    line.parseArgs("-o", format);
    Deque<String> left = new ArrayDeque<>(List.of(answers));
    say(left.removeFirst());
    PeeringObjects objects =
        new PeeringObjects(new Api(HttpClient.newHttpClient(), peering.url(), Bearer.NONE));
    new ObjectWatch(Kind.REFLECTOR, output, notes::add)
        .follow(
            () -> objects.each(Kind.REFLECTOR),
            () -> {
              if (left.isEmpty()) {
                return false;
              }
              say(left.removeFirst());
              return true;
            });
  }

  private void say(String answer) {
    if (answer.isEmpty()) {
      peering.answersTo(
          Kind.REFLECTOR.path(),
          503,
          "application/problem+json",
          "{\"title\": \"Service unavailable\"}");
    } else {
      peering.answersTo(Kind.REFLECTOR.path(), 200, JSON, answer);
    }
  }

  private List<String> lines() {
    return printed.toString().lines().map(line -> line.replaceAll("  +", " ")).toList();
  }

  @Test
  void theTableIsShownAndThenEachRowThatIsAnotherOne() {
    watch(
        "table",
        all(reflector("one", 64512, ""), reflector("two", 64512, "")),
        all(reflector("one", 64512, ""), reflector("two", 64512, "")),
        all(reflector("one", 64512, ""), reflector("two", 64513, "")));

    assertThat(lines()).hasSize(4);
    assertThat(lines().getFirst()).startsWith("NAME");
    assertThat(lines().getLast()).startsWith("two").contains("64513");
  }

  @Test
  void whatStandsInNoColumnIsNoChangeForPeopleButOneForPrograms() {
    String[] answers = {
      all(reflector("one", 64512, "")), all(reflector("one", 64512, ", \"more\": 1"))
    };
    watch("table", answers);
    assertThat(lines()).hasSize(2);
    watch("name", answers);
    assertThat(lines().subList(2, 4)).containsOnly("reflector/one");
  }

  @Test
  void whatIsGoneIsToldAndShownAgainWhenItComesBack() {
    watch("name", all(reflector("one", 64512, "")), all(), all(), all(reflector("one", 64512, "")));

    assertThat(notes).containsExactly("reflector/one is gone.");
    assertThat(lines()).containsExactly("reflector/one", "reflector/one");
  }

  @Test
  void aServiceThatIsAwayIsToldOnceAndSaysNothingOfTheObjects() {
    watch("name", all(reflector("one", 64512, "")), "", "", all(reflector("one", 64512, "")));

    assertThat(notes).hasSize(1).first().asString().contains("asked again until it answers");
    assertThat(lines()).containsExactly("reflector/one");
  }

  @Test
  void theFirstLookFailsAsAnyOther() {
    assertThatThrownBy(() -> watch("name", "")).isInstanceOf(ProblemException.class);
  }
}
