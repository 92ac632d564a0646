package io.podspan.console.owners;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.console.why.Answer;
import io.podspan.console.why.Checked;
import io.podspan.console.why.End;
import io.podspan.console.why.Measured;
import io.podspan.console.why.Reflected;
import io.podspan.console.why.Resolved;
import io.podspan.console.why.RouteInDoubt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestOwnersTest {
  private static final String TOKEN = "the-secret-of-the-caller";
  private static final End WEB = End.parse("paris/web-0");
  private static final End API = End.parse("tokyo/api-1");

  private final HttpClient http = OwnerClient.http();
  private HttpServer server;
  private int status = 200;
  private byte[] answer = new byte[0];
  private long delayMillis;
  private String authorization = "";
  private String asked = "";
  private String body = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    http.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    asked = exchange.getRequestURI().toString();
    body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (delayMillis > 0) {
      java.util.concurrent.locks.LockSupport.parkNanos(delayMillis * 1_000_000);
    }
    exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private void answers(int with, String json) {
    status = with;
    answer = json.getBytes(StandardCharsets.UTF_8);
  }

  private RestOwners owners() {
    return owners("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private RestOwners owners(String url) {
    return new RestOwners(
        http,
        new OwnerSettings() {
          @Override
          public Optional<String> probeService() {
            return Optional.of(url);
          }

          @Override
          public Optional<String> routeCollector() {
            return Optional.of(url);
          }

          @Override
          public Optional<List<String>> reflectors() {
            return Optional.of(List.of("rr1=" + url, "nonsense"));
          }
        },
        TOKEN);
  }

  @Test
  void anEndIsAskedForWithTheCallersToken() {
    answers(
        200,
        """
        {"kind": "Pod", "cluster": "paris", "namespace": "default", "name": "web-0", "new": {"x": [1]},
         "addresses": ["10.1.0.5", "nonsense"], "node": "paris-1", "phase": "Running", "ready": true,
         "hostNetwork": false, "endpoints": [], "podCidrs": []}
        """);
    Resolved said = said(owners().resolve(WEB));
    assertThat(said.addresses()).containsExactly(IpAddress.of("10.1.0.5"));
    assertThat(said.node()).isEqualTo("paris-1");
    assertThat(asked).isEqualTo("/api/v1/resolve?name=paris%2Fweb-0");
    assertThat(authorization).isEqualTo("Bearer " + TOKEN);
  }

  @Test
  void measurementsAreRead() {
    answers(
        200,
        """
        {"at": "2026-01-01T00:00:00Z", "measurements": [
          {"kind": "icmp", "state": "REACHED", "reason": null, "sent": 3, "received": 3,
           "rttMicros": {"min": 1, "median": 210, "max": 400}, "mtu": null, "source": null},
          {"kind": "tcp", "state": "NOT_MEASURED",
           "reason": {"code": "exec-forbidden", "text": "no right", "toDo": "Grant it."}}]}
        """);
    List<Measured> all = said(owners().measure(WEB, API, List.of("icmp"))).results();
    assertThat(all.getFirst().medianMicros()).isEqualTo(210);
    assertThat(all.getFirst().lost()).isNull();
    assertThat(all.getLast().cause().code()).isEqualTo("exec-forbidden");
    assertThat(body).contains("\"from\":\"paris/web-0\"", "\"kinds\":[\"icmp\"]");
  }

  @Test
  void pingsThatWereLostAreCounted() {
    answers(
        200,
        """
        {"measurements": [{"kind": "icmp", "state": "REACHED", "sent": 5, "received": 1,
           "rttMicros": {"min": 1, "median": 210, "max": 400}}]}
        """);
    assertThat(said(owners().measure(WEB, API, List.of("icmp"))).results().getFirst().lost())
        .isEqualTo(new Measured.Lost(4, 5));
  }

  @Test
  void whatANodeShowsIsRead() {
    answers(
        200,
        """
        {"cluster": "paris", "node": "paris-1", "at": "2026-01-01T00:00:00Z",
         "route": {"outcome": "FORWARDED", "gateway": "198.18.0.31", "device": "eth0", "prefsrc": null, "mtu": 1500},
         "neighbour": {"address": "198.18.0.31", "device": "eth0", "state": "REACHABLE", "mac": "02:00:00:00:00:01"},
         "findings": [{"reason": {"code": "forward-dropped", "text": "dropped", "toDo": "x"}, "evidence": ["-A FORWARD -j DROP"]}],
         "unknown": [{"what": "ipv6", "why": "no ip6tables"}]}
        """);
    Checked said = said(owners().check("paris", "paris-1", IpAddress.of("10.3.0.7"), null, null));
    assertThat(said.cluster()).isEqualTo("paris");
    assertThat(said.way()).isEqualTo("sent on to 198.18.0.31 by eth0, neighbour REACHABLE");
    assertThat(said.findings().getFirst().cause().code()).isEqualTo("forward-dropped");
    assertThat(said.unknown()).containsExactly("ipv6 could not be looked at: no ip6tables");
    assertThat(body).contains("\"destination\":\"10.3.0.7\"", "\"source\":null");
  }

  @Test
  void whatThereIsNotIsNoSilence() {
    answers(404, "{\"detail\": \"There is no pod.\", \"nextStep\": \"List the pods.\"}");
    assertThat(owners().resolve(WEB))
        .isEqualTo(new Answer.None<Resolved>("There is no pod.", "List the pods."));
  }

  @Test
  void everyOtherAnswerIsSilenceThatSaysWhy() {
    answers(403, "{\"detail\": \"It needs the role operator.\"}");
    assertThat(why(owners().resolve(WEB)))
        .isEqualTo(
            "probe-service refuses it to this caller (status 403): It needs the role operator");
    answers(503, "{\"detail\": \"The API server is away.\"}");
    assertThat(why(owners().resolve(WEB))).contains("status 503: The API server is away");
    answers(404, "{\"type\": \"/problems/http-404\", \"detail\": \"Not Found.\"}");
    assertThat(why(owners().resolve(WEB))).contains("older version");
    answers(200, "<html>");
    assertThat(why(owners().resolve(WEB))).contains("did not answer with JSON");
    answers(302, "");
    assertThat(why(owners().resolve(WEB))).contains("status 302");
  }

  @Test
  void anAnswerWithoutEndIsNotRead() {
    answers(200, "{\"kind\": \"" + "x".repeat(2 << 20) + "\"}");
    assertThat(why(owners().resolve(WEB))).startsWith("probe-service ").doesNotContain("xxx");
  }

  @Test
  void anAnswerThatIsDeepIsNotRead() {
    answers(200, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
    assertThat(why(owners().resolve(WEB))).contains("did not answer with JSON");
  }

  @Test
  void whoTakesTooLongIsSilent() {
    delayMillis = 10_000;
    assertThat(why(owners().resolve(WEB))).isEqualTo("probe-service does not answer within 2 s");
  }

  @Test
  void aSearchForThePathMtuMayTakeLonger() {
    delayMillis = 5_000;
    answers(
        200, "{\"measurements\": [{\"kind\": \"mtu\", \"state\": \"REACHED\", \"mtu\": 1400}]}");
    assertThat(said(owners().measure(WEB, API, List.of("mtu", "source"))).results())
        .singleElement()
        .satisfies(one -> assertThat(one.mtu()).isEqualTo(1_400));
  }

  @Test
  void whoIsAwayIsSilentAndTheTokenIsNowhere() {
    assertThat(why(owners("http://127.0.0.1:1").resolve(WEB)))
        .isEqualTo("probe-service cannot be reached");
    assertThat(why(owners("file:///etc/passwd").resolve(WEB))).contains("is no address");
    assertThat(why(owners("http://a b").resolve(WEB)))
        .contains("podspan.console.owners.probe-service is no address")
        .doesNotContain(TOKEN);
  }

  @Test
  void anAddressIsThatOfAServiceAlone() {
    String root = "127.0.0.1:" + server.getAddress().getPort();
    answers(200, "{\"kind\": \"Pod\"}");
    for (String more : List.of("/probe", "/probe/", "?a=b", "#a")) {
      assertThat(why(owners("http://" + root + more).resolve(WEB))).contains("is no address");
    }
    assertThat(why(owners("http://a:b@" + root).resolve(WEB))).contains("is no address");
    assertThat(authorization).isEmpty();
    assertThat(said(owners("http://" + root + "/").resolve(WEB)).kind()).isEqualTo("Pod");
  }

  private static final RouteInDoubt ROUTE =
      new RouteInDoubt(
          "rr1",
          "paris",
          "paris-1",
          IpAddress.of("2001:db8::11"),
          Prefix.of("10.3.1.0/24"),
          IpAddress.of("198.18.0.32"));

  @Test
  void aReflectorSaysWhatItDidWithARoute() {
    answers(
        200,
        """
        {"address": "2001:db8::11", "prefix": "10.3.1.0/24", "session": true, "stalled": false,
         "origin": {"address": "198.18.0.32", "known": true, "session": true, "announced": false,
                    "refused": {"why": "outside the pod CIDRs", "toDo": "Fix it."}, "unsure": null},
         "sent": false, "handedOver": true, "waitingOctets": 0,
         "paths": [{"peer": "198.18.0.9", "sent": false, "why": "other-domain", "text": "not joined"}, {"peer": "x"}, 7]}
        """);
    Reflected said = said(owners().reflected(ROUTE));
    assertThat(said)
        .isEqualTo(
            new Reflected(
                true,
                false,
                new Reflected.Origin(
                    true,
                    true,
                    false,
                    new Reflected.Refused("outside the pod CIDRs", "Fix it."),
                    null),
                true,
                List.of(new Reflected.Path("198.18.0.9", false, "other-domain", "not joined"))));
    assertThat(asked)
        .isEqualTo("/api/v1/peers/2001%3Adb8%3A%3A11/route?prefix=10.3.1.0%2F24&from=198.18.0.32");
    assertThat(authorization).isEqualTo("Bearer " + TOKEN);
  }

  @Test
  void aReflectorSaysWhomItDoesNotKnowAndOfWhatItIsNotSure() {
    answers(
        200,
        """
        {"session": true, "stalled": false, "handedOver": null, "paths": [],
         "origin": {"known": false, "session": false, "announced": false, "refused": null, "unsure": "its session is 2 s old"}}
        """);
    assertThat(said(owners().reflected(ROUTE)).origin())
        .isEqualTo(new Reflected.Origin(false, false, false, null, "its session is 2 s old"));
  }

  @Test
  void aReflectorThatLeavesOutWhatWasAskedHasNotSaidNo() {
    for (String hostile :
        List.of(
            "{}",
            "{\"session\": true, \"origin\": 1}",
            "{\"session\": true, \"origin\": {\"session\": false, \"announced\": false}}",
            "{\"session\": \"no\"}")) {
      answers(200, hostile);
      assertThat(why(owners().reflected(ROUTE)))
          .isEqualTo("reflector rr1 did not say what was asked");
    }
  }

  @Test
  void aReflectorThatNoSettingNamesIsNotAsked() {
    RouteInDoubt other =
        new RouteInDoubt(
            "rr2", "paris", "paris-1", ROUTE.address(), ROUTE.prefix(), ROUTE.origin());
    assertThat(why(owners().reflected(other)))
        .isEqualTo(
            "reflector rr2 is not asked, because podspan.console.owners.reflectors does not name it");
    assertThat(asked).isEmpty();
  }

  private static <T> T said(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Said.class);
    return ((Answer.Said<T>) answer).value();
  }

  private static String why(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Silent.class);
    return ((Answer.Silent<?>) answer).why();
  }
}
