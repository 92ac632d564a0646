package io.podspan.peeringservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.paper.Infra;
import io.podspan.testkit.callers.ClosedDoor;
import io.podspan.testkit.callers.RawCall;
import io.podspan.testkit.callers.RawCall.Answer;
import io.podspan.testkit.callers.TestCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger and a page of a stranger try. Each was done to a service without this door. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class DoorIT {
  private static final String CLUSTERS = "/api/v1/clusters";
  private static final String INTERCONNECTS = "/api/v1/interconnects";
  private static final String JSON = "application/json";
  private static final String BODY = "{\"name\":\"paris\",\"access\":{\"kubeconfig\":\"paris\"}}";

  @TestHTTPResource URI service;

  private Answer send(RawCall call) {
    Answer answer = call.to(service);
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    return answer;
  }

  private void refused(RawCall call, int status, String type) {
    Answer answer = send(call);
    assertThat(answer.status()).as(answer.head()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.body()).contains("/problems/" + type, "nextStep");
    assertThat(answer.header("WWW-Authenticate"))
        .isEqualTo(status == 401 ? "Bearer realm=\"podspan\"" : "");
  }

  private static RawCall change() {
    return RawCall.of("POST", INTERCONNECTS).with("Content-Type", JSON).body(BODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/jsonp",
        "*/*"
      })
  void aBodyThatABrowserSendsToAnybodyIsRefused(String type) {
    refused(
        RawCall.of("POST", CLUSTERS).with("Content-Type", type).as(TestCaller.ADMIN).body(BODY),
        415,
        "not-json");
  }

  @Test
  void aViewerMayAskWhatAnInterconnectWouldDoAndMayNotDeclareIt() {
    assertThat(send(question().as(TestCaller.VIEWER)).status()).as("no clusters").isEqualTo(400);
    refused(question(), 401, "token-needed");
    refused(change().as(TestCaller.VIEWER), 403, "role-too-small");
  }

  private static RawCall question() {
    return RawCall.of("POST", "/api/v1/preflight").with("Content-Type", JSON).body(BODY);
  }

  @Test
  void everyChangeIsRefusedToStrangers() {
    ClosedDoor.check("/api/v1/preflight");
  }

  @Test
  void aBodyWithoutATypeIsRefused() {
    refused(RawCall.of("POST", CLUSTERS).as(TestCaller.ADMIN).body(BODY), 415, "not-json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "null",
        "http://127.0.0.1:3000",
        "http://127.0.0.1",
        "http://localhost",
        "http://127.0.0.1.evil.example",
        "file://"
      })
  void aPageOfAnotherOriginIsRefusedEvenWithAToken(String origin) {
    for (String method : new String[] {"GET", "POST", "DELETE"}) {
      refused(
          RawCall.of(method, CLUSTERS + "/paris").with("Origin", origin).as(TestCaller.ADMIN),
          403,
          "foreign-origin");
    }
    refused(
        RawCall.of("POST", INTERCONNECTS + "/europe/retry").with("Origin", origin),
        403,
        "foreign-origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void aPageOfAnotherSiteIsRefused(String site) {
    refused(change().with("Sec-Fetch-Site", site), 403, "foreign-origin");
    refused(RawCall.of("GET", CLUSTERS).with("Sec-Fetch-Site", site), 403, "foreign-origin");
    refused(
        RawCall.of("POST", INTERCONNECTS + "/europe/retry")
            .with("Sec-Fetch-Site", site)
            .with("Sec-Fetch-Mode", "navigate")
            .with("Sec-Fetch-Dest", "document"),
        403,
        "foreign-origin");
    refused(
        RawCall.of("GET", CLUSTERS)
            .with("Sec-Fetch-Site", site)
            .with("Sec-Fetch-Mode", "navigate")
            .with("Sec-Fetch-Dest", "iframe"),
        403,
        "foreign-origin");
  }

  @Test
  void aLinkThatSomebodyFollowsIsNot() {
    RawCall link =
        RawCall.of("GET", CLUSTERS)
            .with("Sec-Fetch-Site", "cross-site")
            .with("Sec-Fetch-Mode", "navigate")
            .with("Sec-Fetch-Dest", "document");
    assertThat(send(link).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "[::1%25lo]",
        "2130706433",
        "0x7f.1",
        "127.1",
        "localhost:",
        "localhost.",
        "peering-service"
      })
  void aNameThatSomebodyPointsHereIsRefused(String host) {
    refused(RawCall.of("GET", CLUSTERS).with("Host", host), 421, "foreign-host");
    refused(
        RawCall.of("DELETE", CLUSTERS + "/paris").with("Host", host).as(TestCaller.ADMIN),
        421,
        "foreign-host");
    refused(RawCall.of("GET", "/q/health/live").with("Host", host), 421, "foreign-host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:80@evil.example",
        "evil.example:127.0.0.1",
        "[::1].evil.example",
        "localhost:80:80",
        "",
        "localhost/evil.example"
      })
  void whatIsNoHostIsRefused(String host) {
    refused(RawCall.of("GET", CLUSTERS).with("Host", host), 400, "unusable-host");
    refused(
        RawCall.of("DELETE", CLUSTERS + "/paris").with("Host", host).as(TestCaller.ADMIN),
        400,
        "unusable-host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:7081", "192.0.2.7:7081"})
  void localhostAndAddressesAreOurs(String host) {
    assertThat(send(RawCall.of("GET", CLUSTERS).with("Host", host)).status()).isEqualTo(200);
  }

  @Test
  void thereIsOneHostAndNoOtherTarget() {
    refused(
        RawCall.of("GET", CLUSTERS).with("Host", "localhost").with("Host", "evil.example"),
        400,
        "unusable-host");
    refused(
        RawCall.of("GET", "http://evil.example" + CLUSTERS).with("Host", "localhost"),
        400,
        "absolute-target");
    refused(RawCall.of("GET", CLUSTERS).withoutHost(), 400, "unusable-host");
  }

  @Test
  void whoHasNoTokenReadsAndChangesNothing() {
    assertThat(send(RawCall.of("GET", CLUSTERS)).status()).isEqualTo(200);
    refused(change(), 401, "token-needed");
    refused(RawCall.of("POST", INTERCONNECTS + "/europe/retry"), 401, "token-needed");
    refused(RawCall.of("DELETE", CLUSTERS + "/paris"), 401, "token-needed");
    refused(
        RawCall.of("PATCH", INTERCONNECTS + "/europe").with("Content-Type", JSON).body("{}"),
        401,
        "token-needed");
    refused(RawCall.of("PUT", "/nowhere"), 401, "token-needed");
    refused(RawCall.of("POST", "/q/health/live"), 401, "token-needed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer wrong", "Bearer", "Bearer ", "Basic YWRtaW46YWRtaW4=", "Digest x", ""})
  void aTokenThatNobodyHasIsRefusedEvenForReads(String authorization) {
    refused(change().with("Authorization", authorization), 401, "unknown-token");
    refused(RawCall.of("GET", CLUSTERS).with("Authorization", authorization), 401, "unknown-token");
  }

  @Test
  void twoTokensAreNone() {
    refused(change().as(TestCaller.ADMIN).as(TestCaller.VIEWER), 401, "unknown-token");
  }

  @ParameterizedTest
  @CsvSource({"access_token", "token", "Code"})
  void aTokenInTheAddressIsRefused(String name) {
    String query = "?" + name + "=" + TestCaller.ADMIN.token();
    refused(RawCall.of("GET", CLUSTERS + query), 400, "token-in-address");
    refused(RawCall.of("DELETE", CLUSTERS + "/paris" + query), 400, "token-in-address");
  }

  @Test
  void aCookieThatSomebodyMadeUpIsNone() {
    refused(
        change().with("Cookie", "podspan-session=" + TestCaller.ADMIN.token()),
        401,
        "token-needed");
    refused(change().with("Cookie", "podspan-session="), 401, "token-needed");
  }

  @Test
  void aViewerChangesNothing() {
    assertThat(send(RawCall.of("GET", CLUSTERS).as(TestCaller.VIEWER)).status()).isEqualTo(200);
    refused(change().as(TestCaller.VIEWER), 403, "role-too-small");
    refused(
        RawCall.of("DELETE", INTERCONNECTS + "/europe").as(TestCaller.VIEWER),
        403,
        "role-too-small");
  }

  @Test
  void anOperatorDeclaresButDoesNotTouchCredentials() {
    refused(
        RawCall.of("DELETE", INTERCONNECTS + "/europe").as(TestCaller.OPERATOR), 404, "not-found");
    refused(
        RawCall.of("POST", CLUSTERS + "/paris/refresh").as(TestCaller.OPERATOR), 404, "not-found");
    refused(
        RawCall.of("DELETE", CLUSTERS + "/paris").as(TestCaller.OPERATOR), 403, "role-too-small");
    refused(
        RawCall.of("POST", CLUSTERS).with("Content-Type", JSON).body(BODY).as(TestCaller.OPERATOR),
        403,
        "role-too-small");
    refused(RawCall.of("DELETE", CLUSTERS + "/paris").as(TestCaller.ADMIN), 404, "not-found");
  }

  @Test
  void onlyAnAdminWithdrawsByForce() {
    String forced = INTERCONNECTS + "/europe?force=true";
    refused(RawCall.of("DELETE", forced).as(TestCaller.OPERATOR), 403, "role-too-small");
    refused(RawCall.of("DELETE", forced).as(TestCaller.VIEWER), 403, "role-too-small");
    refused(RawCall.of("DELETE", forced).as(TestCaller.ADMIN), 404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "Via"})
  void whatAProxyPassesOnComesFromElsewhere(String header) {
    refused(RawCall.of("GET", CLUSTERS).with(header, "127.0.0.1"), 401, "token-needed");
    assertThat(RawCall.of("GET", "/q/health/live").with(header, "x").to(service).status())
        .isEqualTo(200);
  }

  @Test
  void answersAreKeptByNobody() {
    assertThat(send(RawCall.of("GET", CLUSTERS)).header("Cache-Control")).isEqualTo("no-store");
  }
}
