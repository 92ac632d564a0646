package io.podspan.events.reason;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podspan.events.Event;
import io.podspan.events.FailedPing;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.ProbeEvent.ReachabilityChanged;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.RouteMissing;
import io.podspan.events.RouteEvent.Table;
import io.podspan.events.SessionEvent.SessionLost;
import io.podspan.events.envelope.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reasons as JSON. Golden files that do not exist yet are written by a run with {@code
 * -Dpodspan.contract.write=true}; one that exists must parse for ever.
 */
class ReasonJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final boolean WRITE = Boolean.getBoolean("podspan.contract.write");
  private static final Path GOLDEN = Path.of("src/test/resources/golden/reasons");

  /** Those that an event carries. */
  static List<Reason> samples() {
    return ReasonSamples.all().stream().filter(reason -> !pathOnly(reason)).toList();
  }

  static boolean pathOnly(Reason reason) {
    return reason instanceof PathReason && !(reason instanceof RouteReason);
  }

  @Test
  void everyRecordHasASample() {
    assertThat(ReasonSamples.all().stream().<Class<?>>map(Reason::getClass).toList())
        .containsExactlyInAnyOrderElementsOf(
            records(Reason.class).filter(type -> type != Unrecognised.class).toList());
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Arrays.stream(type.getPermittedSubclasses()).flatMap(ReasonJsonTest::records).distinct();
  }

  @Test
  void noCodeIsUsedTwice() {
    assertThat(ReasonSamples.all().stream().map(Reason::code).toList()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theGoldenFileStillParsesToTheSameReason(Reason sample) throws IOException {
    Path golden = GOLDEN.resolve(sample.code() + ".json");
    if (WRITE && Files.notExists(golden)) {
      Files.createDirectories(GOLDEN);
      JsonNode written = JSON.readTree(EventCodec.data(event(sample))).findValue("cause");
      Files.writeString(
          golden, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(written) + "\n");
    }
    assertThat(causeOf(event(sample).getClass(), Files.readString(golden))).isEqualTo(sample);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anEventCarriesTheReasonAndItsCodeOnce(Reason sample) throws IOException {
    Event event = event(sample);
    byte[] written = EventCodec.data(event);
    assertThat(EventCodec.parse(event.getClass(), written)).isEqualTo(event);
    JsonNode cause = JSON.readTree(written).findValue("cause");
    assertThat(cause.path("code").asText()).isEqualTo(sample.code());
    assertThat(cause.toString().split("\"code\":\"" + sample.code() + "\"", -1)).hasSize(2);
  }

  @Test
  void aCodeOfANewerWriterIsUnrecognisedAndIsWrittenAgainAsItWas() throws IOException {
    String newer = "{\"code\":\"flux\",\"text\":\"the flux is off\",\"degrees\":[7]}";
    Reason cause = causeOf(RouteMissing.class, newer);
    assertThat(cause).isEqualTo(new Unrecognised("flux", "the flux is off"));
    JsonNode again = JSON.readTree(EventCodec.data(event(cause))).get("cause");
    assertThat(again).isEqualTo(JSON.readTree("{\"code\":\"flux\",\"text\":\"the flux is off\"}"));
  }

  @Test
  void aCodeOfAnotherFamilyIsUnrecognised() throws IOException {
    assertThat(causeOf(RouteMissing.class, "{\"code\":\"no-reply\",\"sent\":3}"))
        .isEqualTo(new Unrecognised("no-reply", null));
  }

  @Test
  void aNewerFieldOfAKnownReasonIsIgnored() throws IOException {
    assertThat(
            causeOf(
                RouteMissing.class,
                "{\"since\":1,\"nextHop\":\"192.0.2.1\",\"code\":\"next-hop-off-subnet\"}"))
        .isEqualTo(new RouteReason.NextHopOffSubnet("192.0.2.1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "7",
        "\"no-reply\"",
        "{\"code\":null}",
        "{\"code\":\" \"}",
        "{\"code\":{\"code\":\"x\"}}",
        "{\"code\":\"next-hop-off-subnet\"}",
        "{\"code\":\"next-hop-off-subnet\",\"nextHop\":{}}",
        "{\"code\":\"no-reflector-session\",\"reflectors\":\"192.0.2.1\"}",
        "{\"code\":\"no-reflector-session\",\"reflectors\":[null]}",
      })
  void aBrokenCauseIsAnErrorOfTheEvent(String cause) {
    assertThatThrownBy(() -> causeOf(RouteMissing.class, cause)).isInstanceOf(IOException.class);
  }

  @Test
  void reasonsInsideReasonsWithoutEndAreAnErrorNotAStackOverflow() {
    String open = "{\"code\":\"several\",\"reasons\":[".repeat(20_000);
    assertThatThrownBy(() -> causeOf(FailedPing.class, open)).isInstanceOf(IOException.class);
  }

  private static Reason causeOf(Class<?> type, String cause) throws IOException {
    if (type == RouteMissing.class) {
      String event =
          """
          {"cluster":"a","node":"n","route":{"prefix":"10.0.0.0/24","nextHop":"192.0.2.1"},
          "table":"RIB","why":"w","cause":%s}
          """
              .formatted(cause);
      return EventCodec.parse(RouteMissing.class, event.getBytes(UTF_8)).cause();
    }
    if (type == SessionLost.class) {
      String event =
          """
          {"peer":{"reflector":"r","address":"192.0.2.1"},"reason":"r","upMillis":1,"cause":%s}
          """
              .formatted(cause);
      return EventCodec.parse(SessionLost.class, event.getBytes(UTF_8)).cause();
    }
    if (type == ReachabilityChanged.class) {
      String event =
          """
          {"from":"a","to":"b","before":"UNKNOWN","now":"PARTIAL","pairs":1,"reachable":0,"why":"w",
          "cause":%s}
          """
              .formatted(cause);
      return EventCodec.parse(ReachabilityChanged.class, event.getBytes(UTF_8)).cause();
    }
    String event =
        """
        {"from":"a","to":"b","round":1,"pairs":1,"reachable":0,"tookMillis":1,"failed":[
        {"fromPod":"a","fromNode":"a","toPod":"b","toNode":"b","toAddress":"1","error":"e",
        "cause":%s}]}
        """
            .formatted(cause);
    return EventCodec.parse(ProbeRound.class, event.getBytes(UTF_8)).failed().getFirst().cause();
  }

  private static Event event(Reason reason) {
    return switch (reason) {
      case RouteReason cause ->
          RouteMissing.because(
              cause, "paris", "paris-n1", new RouteEntry("10.3.1.0/24", "192.0.2.32"), Table.RIB);
      case PairSummary cause ->
          ReachabilityChanged.because(
              cause, "paris", "tokyo", Reachability.UNKNOWN, Reachability.PARTIAL, 1, 0);
      case PairReason cause ->
          new ProbeRound(
              "paris",
              "tokyo",
              1,
              1,
              0,
              null,
              null,
              null,
              List.of(FailedPing.because(cause, "default/a", "n1", "default/b", "n2", "10.3.1.3")),
              10);
      case SessionReason cause ->
          SessionLost.because(cause, new PeerIdentity("reflector", "192.0.2.11", null, null), 10);
      case PathReason cause -> throw new IllegalArgumentException(cause + " is in no event");
    };
  }
}
