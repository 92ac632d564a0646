package io.podspan.bgpreflector.alone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void valuesComeAfterASpaceOrAnEqualsSign() {
    Options spaced = good("-f", "a.yaml", "--status-every", "5");
    Options joined = good("--file=a.yaml", "--status-every=5", "--check-config");
    assertThat(spaced.file()).contains(Path.of("a.yaml"));
    assertThat(joined.file()).contains(Path.of("a.yaml"));
    assertThat(joined.statusEvery()).isEqualTo(5);
    assertThat(spaced.checkConfig()).isFalse();
    assertThat(joined.checkConfig()).isTrue();
  }

  @Test
  void helpAndVersionGoBeforeEverythingElse() {
    assertThat(parse("--asn", "1", "-h")).isInstanceOf(Options.Help.class);
    assertThat(parse("--version")).isInstanceOf(Options.Version.class);
  }

  @Test
  void tellsWhatIsWrong() {
    assertThat(wrong("--lisen", "x"))
        .isEqualTo("there is no option '--lisen'; did you mean '--listen'?");
    assertThat(wrong("file.yaml")).startsWith("there is no option 'file.yaml'");
    assertThat(wrong("--asn")).isEqualTo("--asn needs a value");
    assertThat(wrong("--check-config=yes")).isEqualTo("--check-config takes no value");
    assertThat(wrong("--asn", "1", "--asn", "2")).isEqualTo("--asn is given twice");
    assertThat(wrong("--status-every", "soon")).startsWith("--status-every takes seconds");
    assertThat(wrong("--status-every", "-1")).startsWith("--status-every takes seconds");
  }

  private static Options.Parsed parse(String... arguments) {
    return Options.parse(List.of(arguments));
  }

  private static Options good(String... arguments) {
    assertThat(parse(arguments)).isInstanceOf(Options.Good.class);
    return ((Options.Good) parse(arguments)).options();
  }

  private static String wrong(String... arguments) {
    assertThat(parse(arguments)).isInstanceOf(Options.Wrong.class);
    return ((Options.Wrong) parse(arguments)).what();
  }
}
