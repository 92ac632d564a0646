package io.podspan.servicekit.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a library logs, the secrets that this process knows are not in it. */
class SecretsFilterTest {
  private static final String MARKER = "M4rk3r-0f-a-s3cret";

  @BeforeEach
  void know() {
    HiddenWords.know(
        KnownSecrets.values(
            new SmallRyeConfigBuilder()
                .withDefaultValues(
                    Map.of(
                        "quarkus.datasource.password",
                        MARKER,
                        "kafka.sasl.jaas.config",
                        "org.x.Login required username=\"u\" password=\"K4fka-s3cret\";"))
                .build()),
        List.of(text -> text.replace("t0ken-of-paris", "***")));
  }

  @AfterEach
  void forget() {
    HiddenWords.know(List.of(), List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no connection with " + MARKER,
        "Authorization: Bearer t0ken-of-paris",
        "jdbc:postgresql://db/podspan?user=u&password=unkn0wn-0ne&ssl=true",
        "login module says password=\"unkn0wn-0ne\" is wrong",
        "K4fka-s3cret is not accepted",
      })
  void noMessageHoldsOne(String said) {
    ExtLogRecord record =
        new ExtLogRecord(Level.INFO, "it said: %s", ExtLogRecord.FormatStyle.PRINTF, "a.Logger");
    record.setParameters(new Object[] {said});

    assertThat(new SecretsFilter().isLoggable(record)).isTrue();

    assertThat(record.getMessage())
        .startsWith("it said: ")
        .contains("***")
        .doesNotContain(MARKER, "t0ken", "unkn0wn", "K4fka");
  }

  @Test
  void noExceptionHoldsOneAndItsStackStays() {
    IOException cause = new IOException("server: 401 for " + MARKER);
    cause.addSuppressed(new IllegalStateException("also " + MARKER));
    IllegalStateException failure = new IllegalStateException("round failed", cause);
    ExtLogRecord record = new ExtLogRecord(Level.ERROR, "failed", "a.Logger");
    record.setThrown(failure);

    new SecretsFilter().isLoggable(record);

    StringWriter printed = new StringWriter();
    record.getThrown().printStackTrace(new PrintWriter(printed));
    assertThat(printed.toString())
        .doesNotContain(MARKER)
        .contains("java.io.IOException: server: 401 for ***")
        .contains("SecretsFilterTest.noExceptionHoldsOneAndItsStackStays");
  }

  @Test
  void oneWithoutASecretStaysWhatItIs() {
    ExtLogRecord record = new ExtLogRecord(Level.ERROR, "failed", "a.Logger");
    Exception failure = new IllegalStateException("no secret");
    record.setThrown(failure);

    new SecretsFilter().isLoggable(record);

    assertThat(record.getThrown()).isSameAs(failure);
  }
}
