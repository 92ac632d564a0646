package io.podspan.console.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.podspan.console.EventsOnKafka;
import io.podspan.console.Scene;
import io.podspan.events.ClusterSpec;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.Event;
import io.podspan.events.FailedPing;
import io.podspan.events.IntentEvent;
import io.podspan.events.NodeState;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RolloutIdentity;
import io.podspan.events.RouteEntry;
import io.podspan.testkit.RealInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page in a browser. Screenshots of what it looked like are in target/page. */
@QuarkusTest
@TestProfile(EmptyJournal.class)
@QuarkusTestResource(
    value = RealInfrastructure.class,
    initArgs = @ResourceArg(name = "schema", value = "console"))
class PageIT {
  private static final ClusterState PARIS = Scene.CLUSTERS.getFirst();
  private static final ClusterState TOKYO = Scene.CLUSTERS.getLast();
  private static final double PATIENCE = 90_000;

  private static Chromium chromium;

  @TestHTTPResource("/")
  URI address;

  private final EventsOnKafka kafka = new EventsOnKafka();
  private final List<String> complaints = new ArrayList<>();
  private CuttableProxy network;
  private BrowserContext context;
  private Page page;

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
    network = new CuttableProxy(address.getPort());
    context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(1280, 1000)
                    .setColorScheme(ColorScheme.LIGHT));
    context.setDefaultTimeout(PATIENCE);
    page = context.newPage();
    page.onPageError(complaints::add);
    page.onDialog(
        dialog -> {
          complaints.add("a dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            complaints.add(message.text());
          }
        });
    page.navigate(network.url());
    says("#connection", "Live");
  }

  @AfterEach
  void close() throws IOException {
    context.close();
    network.close();
    kafka.close();
  }

  private void says(String where, String text) {
    assertThat(page.locator(where))
        .containsText(text, new ContainsTextOptions().setTimeout(PATIENCE));
  }

  private void shoot(String name, int width, ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    page.setViewportSize(width, 1000);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target/page/" + name + ".png"))
            .setFullPage(true));
    page.setViewportSize(1280, 1000);
  }

  private Locator cell(String from, String to) {
    int column = Scene.EUROPE_ASIA.clusters().indexOf(to);
    return page.locator("#matrix tbody tr", new Page.LocatorOptions().setHasText(from))
        .locator("td")
        .nth(column);
  }

  @Test
  void showsHowAnInterconnectComesUpAndWhatThenBreaks() {
    kafka.say(Scene.declared());
    says("#clusters", "paris");
    says("#interconnects", "no conditions yet");
    kafka.say(List.of(Scene.conditions("False", "NotPeered", "0 of 6 sessions are up.")));
    says("#interconnects", "not ready");
    says("#interconnects", "0 of 6 sessions are up.");
    says("#sessions", "awaited");
    kafka.say(Scene.configured());
    kafka.say(Scene.joining(PARIS));
    says("#rollouts", "completed");
    kafka.say(List.of(Scene.planned(TOKYO), Scene.restarting(TOKYO, 1)));
    says("#rollouts", "restarting");
    says("#events", "tokyo: node tokyo-1 (1 of 2) restarts its router");
    shoot("rollout-1280-light", 1280, ColorScheme.LIGHT);

    kafka.say(Scene.joining(Scene.CLUSTERS.get(1)));
    kafka.say(Scene.joining(TOKYO));
    kafka.say(Scene.allReachable());
    kafka.say(List.of(Scene.conditions("True", "AllTrue", "The clusters are joined.")));
    assertThat(page.locator("#interconnects h3 + .state"))
        .hasText("✓ready", new HasTextOptions().setTimeout(PATIENCE));
    says("#matrix", "16/16 pairs");
    shoot("ready-1280-light", 1280, ColorScheme.LIGHT);
    shoot("ready-1280-dark", 1280, ColorScheme.DARK);
    shoot("ready-390-light", 390, ColorScheme.LIGHT);
    shoot("ready-390-dark", 390, ColorScheme.DARK);

    kafka.say(broken());
    says("#sessions", "hold timer expired");
    says("#clusters", "10.1.1.0/24 via 198.18.0.12");
    says("#matrix", "unreachable");
    shoot("broken-1280-light", 1280, ColorScheme.LIGHT);
    shoot("broken-390-dark", 390, ColorScheme.DARK);
    assertThat(complaints).isEmpty();
  }

  @Test
  void showsTheCautionsOfAPlan() {
    RolloutEvent.RolloutPlanned plan = (RolloutEvent.RolloutPlanned) Scene.planned(TOKYO);
    kafka.say(Scene.declared());
    kafka.say(
        List.of(
            new RolloutEvent.RolloutPlanned(
                new RolloutIdentity("r-cautions", plan.rollout().interconnect(), "tokyo"),
                plan.direction(),
                plan.driver(),
                plan.changes(),
                plan.nodes(),
                List.of(
                    "kube-router runs without --bgp-graceful-restart. Set it first.",
                    "The node tokyo-9 is left out, because it has no InternalIP."))));
    kafka.say(List.of(tokyo1("The node tokyo-1 is not Ready.")));
    says("#clusters", "left out: The node tokyo-1 is not Ready.");
    says("#rollouts", "To know before (2)");
    page.locator("#rollouts summary", new Page.LocatorOptions().setHasText("To know before"))
        .first()
        .click();
    assertThat(page.locator("#rollouts details[open] p").first()).isVisible();
    says("#rollouts", "kube-router runs without --bgp-graceful-restart. Set it first.");
    says("#rollouts", "The node tokyo-9 is left out, because it has no InternalIP.");
    shoot("cautions-1280-light", 1280, ColorScheme.LIGHT);
    shoot("cautions-390-light", 390, ColorScheme.LIGHT);
    kafka.say(List.of(tokyo1(null)));
    assertThat(page.locator("#clusters"))
        .not()
        .containsText("left out", new ContainsTextOptions().setTimeout(PATIENCE));
    kafka.say(List.of(tokyo("The certificate of the API server is not checked.")));
    says("#clusters .caution", "The certificate of the API server is not checked.");
    shoot("access-1280-light", 1280, ColorScheme.LIGHT);
    shoot("access-390-light", 390, ColorScheme.LIGHT);
    assertThat(complaints).isEmpty();
  }

  private static Event tokyo(String caution) {
    ClusterSpec known = TOKYO.spec();
    return new IntentEvent.ClusterChanged(
        new ClusterSpec(
            known.name(),
            known.cni(),
            known.cniVersion(),
            known.asn(),
            known.podCidrs(),
            known.serviceCidrs(),
            known.access(),
            known.nodeMesh(),
            List.of(caution)));
  }

  private static Event tokyo1(String leftOut) {
    NodeState node = TOKYO.nodes().getFirst();
    return new IntentEvent.NodeChanged(
        "tokyo", new NodeState(node.name(), node.address(), node.podCidrs(), leftOut));
  }

  private static List<Event> broken() {
    NodeState gone = PARIS.nodes().get(1);
    NodeState node = TOKYO.nodes().getFirst();
    RouteEntry route = new RouteEntry("10.1.1.0/24", gone.address());
    List<FailedPing> failed =
        List.of(
            new FailedPing(
                "default/web-1",
                node.name(),
                "default/web-2",
                gone.name(),
                "10.1.1.2",
                "no answer within 1 s"));
    return List.of(
        Scene.lost(PARIS, gone, "hold timer expired"),
        Scene.nodeSessions(PARIS, gone, "Active"),
        Scene.missing(TOKYO, node, route, "no session announces it: paris-2 has none"),
        Scene.nodeRoutes(TOKYO, node, 1),
        Scene.reachability("tokyo", "paris", Reachability.PARTIAL, 8),
        new ProbeEvent.ProbeRound("tokyo", "paris", 2, 16, 8, 90L, 160L, 500L, failed, 1_900),
        Scene.reachability("paris", "tokyo", Reachability.UNREACHABLE, 0));
  }

  @Test
  void saysWhyOneEndDoesNotReachAnotherAndWalksTheWay() {
    kafka.say(Scene.declared());
    kafka.say(Scene.configured());
    Scene.EUROPE_ASIA.clusters().forEach(name -> kafka.say(Scene.joining(cluster(name))));
    kafka.say(Scene.allReachable());
    kafka.say(broken());
    Locator link =
        page.locator("#problems a", new Page.LocatorOptions().setHasText("Walk the way")).first();
    assertThat(link).isVisible(new IsVisibleOptions().setTimeout(PATIENCE));
    link.click();
    says("#answer .verdict", "does not");
    assertThat(page.locator("#answer .walk")).hasCount(2);

    page.locator("input[name=from]").fill("tokyo/node/tokyo-1");
    page.locator("input[name=to]").fill("paris");
    page.locator("#ask button[type=submit]").click();
    says("#answer .verdict", "tokyo-1 cannot send to 10.1.1.0/24");
    says("#answer .to-do", "What to do:");
    says("#answer .way[aria-label=There]", "tokyo-1 lacks 10.1.1.0/24 via 198.18.0.12");
    says("#answer .way[aria-label=Back]", "ping");
    assertThat(page.locator("#ends option[value='paris/node/paris-1']")).hasCount(1);
    assertThat(page.url()).contains("from=tokyo%2Fnode%2Ftokyo-1");
    shoot("why-1280-light", 1280, ColorScheme.LIGHT);
    shoot("why-390-dark", 390, ColorScheme.DARK);

    page.locator("#turn").click();
    assertThat(page.locator("input[name=from]")).hasValue("paris");
    page.locator("input[name=to]").fill("<img src=x onerror=alert(3)>");
    page.locator("#ask button[type=submit]").click();
    says("#answer .verdict", "to is no end: \"<img src=x onerror=alert(3)>\"");
    assertThat(page.locator("main img").count()).isZero();
    assertThat(complaints).isEmpty();
  }

  private static ClusterState cluster(String name) {
    return Scene.CLUSTERS.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void showsTheLossOfTheConnectionAndCatchesUpByItself() {
    network.cut();
    says("#connection", "Connection lost");
    shoot("lost-1280-light", 1280, ColorScheme.LIGHT);
    kafka.say(Scene.round("unseen", "there", 7, 16));
    kafka.say(
        new IntentEvent.ClusterRegisteredV1(Scene.cluster("lisbon", Cni.CALICO, "3.30.1", 9)));
    assertThat(page.locator("#clusters")).not().containsText("lisbon");
    network.mend();
    says("#connection", "Live");
    says("#clusters", "lisbon");
    says("#events", "Cluster lisbon is registered: calico");
    page.locator("#rounds").check();
    says("#events", "Pings from unseen to there: 16 of 16 pairs answered");
    kafka.say(new IntentEvent.ClusterRemoved("lisbon"));
    assertThat(page.locator("#clusters"))
        .not()
        .containsText("lisbon", new ContainsTextOptions().setTimeout(PATIENCE));
  }

  @Test
  void showsHostileNamesAsTheyAreWritten() {
    String hostile = "<img src=x onerror=alert(1)>";
    kafka.say(
        new IntentEvent.ClusterRegisteredV1(
            Scene.cluster(hostile, Cni.CALICO, "\"><script>alert(2)</script>", 8)));
    says("#clusters", hostile);
    says("#clusters", "<script>alert(2)</script>");
    says("#events", "Cluster " + hostile);
    assertThat(page.locator("main img, main script").count()).isZero();
    shoot("hostile-390-light", 390, ColorScheme.LIGHT);
    kafka.say(new IntentEvent.ClusterRemoved(hostile));
    says("#events", hostile + " is removed");
    assertThat(complaints).isEmpty();
  }

  @Test
  void fitsTheNarrowScreenAndRunsNothingFromElsewhere() {
    page.setViewportSize(390, 844);
    Object overflow =
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth");
    assertThat(overflow).isEqualTo(false);
    String policy = page.request().get(network.url()).headers().get("content-security-policy");
    assertThat(policy).contains("default-src 'none'").contains("script-src 'self'");
    assertThat(complaints).isEmpty();
  }
}
