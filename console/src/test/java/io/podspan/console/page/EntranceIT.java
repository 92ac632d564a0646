package io.podspan.console.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import com.sun.net.httpserver.HttpServer;
import io.podspan.testkit.RealInfrastructure;
import io.podspan.testkit.callers.TestCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a real browser gets in, and what a page of somebody else gets out of it. */
@QuarkusTest
@TestProfile(EmptyJournal.class)
@QuarkusTestResource(
    value = RealInfrastructure.class,
    initArgs = @ResourceArg(name = "schema", value = "console"))
class EntranceIT {
  private static final double PATIENCE = 90_000;
  private static Chromium chromium;

  @TestHTTPResource("/")
  URI address;

  private BrowserContext context;
  private Page page;
  private HttpServer stranger;

  @BeforeAll
  static void launch() {
    chromium = Chromium.launch();
  }

  @AfterAll
  static void quit() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    context = chromium.browser().newContext(new Browser.NewContextOptions());
    context.setDefaultTimeout(PATIENCE);
    page = context.newPage();
    stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] html = "<!doctype html><title>kittens</title>".getBytes(StandardCharsets.UTF_8);
    stranger.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, html.length);
          exchange.getResponseBody().write(html);
          exchange.close();
        });
    stranger.start();
  }

  @AfterEach
  void close() {
    context.close();
    stranger.stop(0);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + address.getPort() + path;
  }

  private static String code() {
    return given()
        .contentType("application/json")
        .body("{}")
        .post("/api/v1/session/code")
        .then()
        .statusCode(200)
        .extract()
        .path("code");
  }

  private void says(String where, String text) {
    assertThat(page.locator(where))
        .containsText(text, new ContainsTextOptions().setTimeout(PATIENCE));
  }

  @Test
  void aLinkLetsABrowserInOnce() {
    // As from another machine: without a session it may not read.
    context.setExtraHTTPHeaders(Map.of("Via", "a proxy"));
    page.navigate(url("/"));
    says("#connection", "Not let in");

    String link = url("/enter.html#" + code());
    page.navigate(link);
    says("#connection", "Live");
    assertThat(page.url()).isEqualTo(url("/"));
    Cookie cookie = session();
    assertThat(cookie.httpOnly).isTrue();
    assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
    assertThat(page.evaluate("document.cookie")).isEqualTo("");

    page.navigate(link);
    says("#entrance", "used already");
    page.navigate(url("/enter.html"));
    says("#entrance", "needs a link");
  }

  private Cookie session() {
    List<Cookie> cookies = context.cookies();
    assertThat(cookies).extracting(cookie -> cookie.name).containsExactly("podspan-session");
    return cookies.getFirst();
  }

  @Test
  void aSessionReadsAndLetsNobodyElseIn() {
    page.navigate(url("/enter.html#" + code()));
    says("#connection", "Live");
    Object made =
        page.evaluate(
            "fetch('/api/v1/session/code', {method: 'POST', headers: {'content-type':"
                + " 'application/json'}, body: '{}'}).then((answer) => answer.status)");
    assertThat(made).isEqualTo(403);
    Object name = page.evaluate("fetch('/api/v1/session').then((answer) => answer.json())");
    assertThat(name).hasToString("{name=test-admin, role=viewer}");
  }

  @Test
  void aPageOfAStrangerNeitherReadsNorChangesNorFrames() {
    page.navigate(url("/enter.html#" + code()));
    says("#connection", "Live");
    String code = code();
    // Another port of the same address is the same site: the browser sends the cookie there.
    page.navigate("http://127.0.0.1:" + stranger.getAddress().getPort() + "/");
    page.evaluate(
        "([url, code]) => fetch(url, {method: 'POST', mode: 'no-cors', credentials: 'include',"
            + " body: JSON.stringify({code})}).catch(() => {})",
        List.of(url("/api/v1/session"), code));
    Object read =
        page.evaluate(
            "(url) => fetch(url, {credentials: 'include'}).then(() => 'read', () => 'refused')",
            url("/api/v1/overview"));
    assertThat(read).isEqualTo("refused");
    page.evaluate(
        "(url) => new Promise((loaded) => { const frame = document.createElement('iframe');"
            + " frame.onload = loaded; frame.src = url; document.body.append(frame); })",
        url("/"));
    assertThat(page.frames().getLast().content()).doesNotContain("Reachability");

    given()
        .contentType("application/json")
        .body(Map.of("code", code))
        .post("/api/v1/session")
        .then()
        .statusCode(204);
    given()
        .contentType("application/json")
        .body(Map.of("code", code))
        .post("/api/v1/session")
        .then()
        .statusCode(403)
        .body("type", equalTo("/problems/unknown-code"));
  }

  @Test
  void nobodyAsksForMoreThanHeHas() {
    given()
        .header("Authorization", TestCaller.VIEWER.bearer())
        .contentType("application/json")
        .body(Map.of("role", "admin"))
        .post("/api/v1/session/code")
        .then()
        .statusCode(403)
        .body("type", equalTo("/problems/role-too-small"));
    given()
        .header("Authorization", TestCaller.VIEWER.bearer())
        .contentType("application/json")
        .body("{}")
        .post("/api/v1/session/code")
        .then()
        .statusCode(200);
  }
}
