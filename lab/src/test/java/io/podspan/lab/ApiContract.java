package io.podspan.lab;

import static io.podspan.lab.ApiCalls.JSON_PATCH;
import static io.podspan.lab.ApiCalls.MERGE_PATCH;
import static io.podspan.lab.ApiCalls.STRATEGIC_PATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podspan.lab.ApiCalls.Answer;
import io.podspan.lab.ExecCall.Outcome;
import io.podspan.lab.ExecCall.Target;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Podspan relies on in a Kubernetes API, call by call. The lab's API and a real API server
 * pass the same tests, so that the simulation cannot drift from the truth.
 *
 * <p>The list is long, and one file on purpose: both sides subclass it once, and so neither can
 * leave a part of it out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApiContract {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String MAP = MAPS + "/contract";
  private static final String CALICO = "/apis/crd.projectcalico.org/v1";
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  /** May do everything. */
  abstract KubernetesClient admin();

  /** May look at everything but Secrets, and change nothing; has a token. */
  abstract KubernetesClient reader();

  /** The reader's name. */
  abstract String readerName();

  /** A container that runs and has a shell. */
  abstract Target container();

  /** A DaemonSet in kube-system. */
  abstract String daemonSet();

  private ApiCalls calls() {
    return new ApiCalls(admin());
  }

  @AfterEach
  void cleanUp() {
    for (String name : List.of("contract", "contract-2", "contract-3")) {
      calls().delete(MAPS + "/" + name);
    }
    calls().delete(CALICO + "/bgppeers/contract");
    calls().delete(CALICO + "/ippools/contract");
  }

  private Answer createMap(String name, String value) {
    return calls()
        .post(
            MAPS,
            """
            {"apiVersion":"v1","kind":"ConfigMap","data":{"n":"%s"},
             "metadata":{"name":"%s","labels":{"contract":"yes"}}}
            """
                .formatted(value, name));
  }

  private static String version(Answer answer) {
    return answer.json().at("/metadata/resourceVersion").asText();
  }

  /** A refusal has the same code, reason and message everywhere. */
  private static void assertRefused(Answer answer, int code, String reason, String message) {
    JsonNode status = answer.json();
    assertThat(answer.code()).as(answer.text()).isEqualTo(code);
    assertThat(status.path("apiVersion").asText()).isEqualTo("v1");
    assertThat(status.path("kind").asText()).isEqualTo("Status");
    assertThat(status.path("status").asText()).isEqualTo("Failure");
    assertThat(status.path("code").asInt()).isEqualTo(code);
    assertThat(status.path("reason").asText()).isEqualTo(reason);
    assertThat(status.path("message").asText()).isEqualTo(message);
  }

  private static void assertDetails(Answer answer, String group, String kind, String name) {
    JsonNode details = answer.json().path("details");
    assertThat(details.path("group").asText("")).as(answer.text()).isEqualTo(group);
    assertThat(details.path("kind").asText("")).as(answer.text()).isEqualTo(kind);
    assertThat(details.path("name").asText("")).as(answer.text()).isEqualTo(name);
  }

  @Test
  void aJsonPatchWhoseTestHoldsIsApplied() {
    createMap("contract", "1");

    Answer patched =
        calls()
            .patch(
                MAP,
                JSON_PATCH,
                """
                [{"op":"test","path":"/data/n","value":"1"},
                 {"op":"replace","path":"/data/n","value":"2"}]
                """);

    assertThat(patched.code()).isEqualTo(200);
    assertThat(patched.json().at("/data/n").asText()).isEqualTo("2");
    assertThat(patched.json().path("kind").asText()).isEqualTo("ConfigMap");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'op':'test','path':'/data/n','value':'other'}",
        "{'op':'test','path':'/data/absent','value':'1'}",
        "{'op':'remove','path':'/data/absent'}",
        "{'op':'add','path':'/absent/n','value':'1'}"
      },
      quoteCharacter = '"')
  void aJsonPatchThatCannotBeDoneChangesNothing(String operation) {
    String before = version(createMap("contract", "1"));

    Answer refused =
        calls()
            .patch(
                MAP,
                JSON_PATCH,
                ("[{'op':'add','path':'/data/m','value':'1'}," + operation + "]")
                    .replace('\'', '"'));

    assertRefused(
        refused, 422, "Invalid", "the server rejected our request due to an error in our request");
    assertThat(version(calls().get(MAP))).isEqualTo(before);
  }

  /** More lenient than RFC 6902. */
  @Test
  void aJsonPatchMayReplaceWhatIsAbsentAndTestItForNull() {
    createMap("contract", "1");

    Answer patched =
        calls()
            .patch(
                MAP,
                JSON_PATCH,
                """
                [{"op":"test","path":"/data/absent","value":null},
                 {"op":"replace","path":"/data/absent","value":"2"}]
                """);

    assertThat(patched.code()).as(patched.text()).isEqualTo(200);
    assertThat(patched.json().at("/data/absent").asText()).isEqualTo("2");
  }

  @Test
  void aJsonPatchThatIsNoListIsABadRequest() {
    createMap("contract", "1");

    Answer refused = calls().patch(MAP, JSON_PATCH, "{\"op\":\"test\"}");

    assertThat(refused.code()).isEqualTo(400);
    assertThat(refused.json().path("reason").asText()).isEqualTo("BadRequest");
  }

  @Test
  void aPatchOfWhatIsNotThereIsNotFound() {
    Answer refused = calls().patch(MAP, JSON_PATCH, "[]");

    assertRefused(refused, 404, "NotFound", "configmaps \"contract\" not found");
    assertDetails(refused, "", "configmaps", "contract");
  }

  @Test
  void aDryRunShowsWhatItWouldMakeAndMakesNothing() {
    Answer shown =
        calls()
            .post(
                MAPS + "?dryRun=All",
                """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"contract"}}
                """);

    assertThat(shown.code()).isEqualTo(201);
    assertThat(shown.json().at("/metadata/uid").asText()).isNotEmpty();
    assertThat(shown.json().at("/metadata").has("resourceVersion")).isFalse();
    assertThat(calls().get(MAP).code()).isEqualTo(404);
  }

  @Test
  void aDryRunOfAPatchShowsTheDaemonSetAndLeavesIt() {
    String path = "/apis/apps/v1/namespaces/kube-system/daemonsets/" + daemonSet();
    String before = version(calls().get(path));

    Answer shown =
        calls()
            .patch(
                path + "?dryRun=All",
                JSON_PATCH,
                """
                [{"op":"test","path":"/metadata/name","value":"%s"},
                 {"op":"replace","path":"/spec/updateStrategy","value":{"type":"OnDelete"}}]
                """
                    .formatted(daemonSet()));

    assertThat(shown.code()).as(shown.text()).isEqualTo(200);
    assertThat(shown.json().at("/spec/updateStrategy/type").asText()).isEqualTo("OnDelete");
    assertThat(shown.json().at("/spec/updateStrategy").has("rollingUpdate")).isFalse();
    assertThat(version(calls().get(path))).isEqualTo(before);
  }

  @Test
  void aDryRunOfADeletionLeavesIt() {
    createMap("contract", "1");

    assertThat(calls().delete(MAP, "{\"dryRun\":[\"All\"]}").code()).isEqualTo(200);
    assertThat(calls().delete(MAP + "?dryRun=All").code()).isEqualTo(200);

    assertThat(calls().get(MAP).code()).isEqualTo(200);
  }

  @Test
  void aStrategicPatchOfACustomResourceIsNotSupported() {
    createPeer();

    Answer refused = calls().patch(CALICO + "/bgppeers/contract", STRATEGIC_PATCH, "{\"spec\":{}}");

    assertThat(refused.code()).isEqualTo(415);
    assertThat(refused.json().path("reason").asText()).isEqualTo("UnsupportedMediaType");
  }

  @Test
  void aListHasAVersionAndItsItemsNoKind() {
    createMap("contract", "1");

    JsonNode list = calls().get(MAPS + "?labelSelector=contract%3Dyes").json();

    assertThat(list.path("kind").asText()).isEqualTo("ConfigMapList");
    assertThat(list.at("/metadata/resourceVersion").asText()).matches("[1-9][0-9]*");
    assertThat(names(list)).containsExactly("contract");
    assertThat(list.at("/items/0").has("kind")).isFalse();
    assertThat(list.at("/items/0").has("apiVersion")).isFalse();
  }

  @Test
  void aLongListComesInParts() {
    createMap("contract", "1");
    createMap("contract-2", "1");
    createMap("contract-3", "1");
    String path = MAPS + "?limit=2&labelSelector=contract%3Dyes";

    JsonNode first = calls().get(path).json();
    String next = first.at("/metadata/continue").asText();
    JsonNode second = calls().get(path + "&continue=" + next).json();

    assertThat(names(first)).containsExactly("contract", "contract-2");
    assertThat(next).isNotEmpty();
    assertThat(names(second)).containsExactly("contract-3");
    assertThat(second.at("/metadata/continue").asText("")).isEmpty();
    assertThat(second.at("/metadata/resourceVersion").asText())
        .isEqualTo(first.at("/metadata/resourceVersion").asText());
  }

  private static List<String> names(JsonNode list) {
    return StreamSupport.stream(list.path("items").spliterator(), false)
        .map(item -> item.at("/metadata/name").asText())
        .toList();
  }

  private static String watch(String more) {
    return MAPS + "?watch=true&labelSelector=contract%3Dyes&" + more;
  }

  @Test
  void aWatchHasEveryChangeSinceItsVersionInOrder() {
    String since = version(calls().get(MAPS));
    createMap("contract", "1");
    calls().patch(MAP, MERGE_PATCH, "{\"data\":{\"n\":\"2\"}}");
    calls().patch(MAP, MERGE_PATCH, "{\"metadata\":{\"labels\":{\"contract\":\"no\"}}}");

    List<JsonNode> events =
        calls().get(watch("timeoutSeconds=1&resourceVersion=" + since)).events();

    assertThat(events)
        .extracting(
            event -> event.path("type").asText() + " " + event.at("/object/data/n").asText())
        .containsExactly("ADDED 1", "MODIFIED 2", "DELETED 2");
    assertThat(events)
        .extracting(event -> event.at("/object/metadata/resourceVersion").asLong())
        .isSorted();
    assertThat(events)
        .extracting(event -> event.at("/object/kind").asText())
        .containsOnly("ConfigMap");
  }

  /** An API server tries to send it 2 s before the end, and is sometimes too late. */
  @Test
  void aWatchThatAllowsBookmarksGetsOneBeforeItEnds() {
    createMap("contract", "1");
    String since = version(calls().get(MAPS));

    List<JsonNode> events =
        await()
            .atMost(Duration.ofSeconds(90))
            .until(
                () ->
                    calls()
                        .get(
                            watch(
                                "allowWatchBookmarks=true&timeoutSeconds=5&resourceVersion="
                                    + since))
                        .events(),
                seen -> !seen.isEmpty());

    assertThat(events).extracting(event -> event.path("type").asText()).containsOnly("BOOKMARK");
    JsonNode bookmark = events.getFirst().path("object");
    assertThat(bookmark.path("kind").asText()).isEqualTo("ConfigMap");
    assertThat(bookmark.path("apiVersion").asText()).isEqualTo("v1");
    assertThat(bookmark.at("/metadata/resourceVersion").asLong())
        .isGreaterThanOrEqualTo(Long.parseLong(since));
    assertThat(bookmark.at("/metadata/name").asText("")).isEmpty();
  }

  @Test
  void aWatchThatBeginsWithTheStateMarksItsEnd() {
    createMap("contract", "1");

    List<JsonNode> events =
        calls()
            .get(
                watch(
                    "sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
                        + "&allowWatchBookmarks=true&timeoutSeconds=2"))
            .events();

    assertThat(events)
        .extracting(event -> event.path("type").asText())
        .startsWith("ADDED", "BOOKMARK");
    assertThat(events.get(1).at("/object/metadata/annotations/k8s.io~1initial-events-end").asText())
        .isEqualTo("true");
  }

  /** What came before the definition of a custom resource is not known to its watches. */
  @Test
  void aWatchSinceAForgottenVersionIsExpired() {
    List<JsonNode> events =
        calls().get(CALICO + "/bgppeers?watch=true&timeoutSeconds=2&resourceVersion=1").events();

    assertThat(events).hasSize(1);
    assertThat(events.getFirst().path("type").asText()).isEqualTo("ERROR");
    JsonNode status = events.getFirst().path("object");
    assertThat(status.path("kind").asText()).isEqualTo("Status");
    assertThat(status.path("code").asInt()).isEqualTo(410);
    assertThat(status.path("reason").asText()).isEqualTo("Expired");
    assertThat(status.path("message").asText()).matches("too old resource version: 1 \\(\\d+\\)");
  }

  @Test
  void execSendsOutputErrorsAndTheExitCode() throws Exception {
    Outcome outcome =
        ExecCall.run(admin(), container(), "sh", "-c", "echo out; echo err >&2; exit 7");

    assertThat(outcome.code()).isEqualTo(101);
    assertThat(outcome.output()).isEqualTo("out\n");
    assertThat(outcome.errors()).isEqualTo("err\n");
    assertThat(outcome.status().path("status").asText()).isEqualTo("Failure");
    assertThat(outcome.status().path("reason").asText()).isEqualTo("NonZeroExitCode");
    assertThat(outcome.status().path("message").asText())
        .isEqualTo(
            "command terminated with non-zero exit code: error executing command"
                + " [sh -c echo out; echo err >&2; exit 7], exit code 7");
    assertThat(outcome.status().at("/details/causes/0/reason").asText()).isEqualTo("ExitCode");
    assertThat(outcome.status().at("/details/causes/0/message").asText()).isEqualTo("7");
  }

  @Test
  void execOfACommandThatSucceedsSaysSo() throws Exception {
    Outcome outcome = ExecCall.run(admin(), container(), "echo", "two words");

    assertThat(outcome.output()).isEqualTo("two words\n");
    assertThat(outcome.status().path("status").asText()).isEqualTo("Success");
  }

  @Test
  void execOfAProgramThatIsNotThereHasNoExitCode() throws Exception {
    Outcome outcome = ExecCall.run(admin(), container(), "no-such-program");

    assertThat(outcome.status().path("status").asText()).isEqualTo("Failure");
    assertThat(outcome.status().path("reason").asText()).isEqualTo("InternalError");
    assertThat(outcome.status().path("code").asInt()).isEqualTo(500);
    assertThat(outcome.status().path("message").asText())
        .contains("\"no-such-program\": executable file not found in $PATH");
  }

  @Test
  void execInWhatIsNotThereIsRefusedBeforeItBegins() throws Exception {
    assertThat(ExecCall.run(admin(), container().container("absent"), "true").code())
        .isEqualTo(400);
    assertThat(ExecCall.run(admin(), container().pod("absent"), "true").code()).isEqualTo(404);
    assertThat(ExecCall.run(reader(), container(), "true").code()).isEqualTo(403);
  }

  @Test
  void anAccessReviewTellsWhatOneMayDo() {
    String question =
        """
        {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview",
         "spec":{"resourceAttributes":{"verb":"%s","resource":"%s","subresource":"%s"}}}
        """;
    ApiCalls reading = new ApiCalls(reader());

    Answer allowed = reading.post(REVIEWS, question.formatted("list", "nodes", ""));
    Answer denied = reading.post(REVIEWS, question.formatted("create", "pods", "exec"));
    Answer all = calls().post(REVIEWS, question.formatted("create", "pods", "exec"));

    assertThat(List.of(allowed.code(), denied.code(), all.code())).containsOnly(201);
    assertThat(allowed.json().at("/status/allowed").asBoolean()).isTrue();
    assertThat(denied.json().at("/status/allowed").isBoolean()).isTrue();
    assertThat(denied.json().at("/status/allowed").asBoolean()).isFalse();
    assertThat(denied.json().path("status").has("denied")).isFalse();
    assertThat(all.json().at("/status/allowed").asBoolean()).isTrue();
  }

  @Test
  void whatOneMayNotDoIsForbidden() {
    ApiCalls reading = new ApiCalls(reader());

    Answer list = reading.get("/api/v1/secrets");
    Answer delete = reading.delete(MAP);
    Answer create = reading.post(CALICO + "/bgppeers", "{}");

    String who = "User \"" + readerName() + "\" cannot ";
    assertRefused(
        list,
        403,
        "Forbidden",
        "secrets is forbidden: "
            + who
            + "list resource \"secrets\" in API group \"\" at the cluster scope");
    assertDetails(list, "", "secrets", "");
    assertRefused(
        delete,
        403,
        "Forbidden",
        "configmaps \"contract\" is forbidden: "
            + who
            + "delete resource \"configmaps\" in API group \"\" in the namespace \"default\"");
    assertDetails(delete, "", "configmaps", "contract");
    assertRefused(
        create,
        403,
        "Forbidden",
        "bgppeers.crd.projectcalico.org is forbidden: "
            + who
            + "create resource \"bgppeers\" in API group \"crd.projectcalico.org\" at the cluster scope");
    assertDetails(create, "crd.projectcalico.org", "bgppeers", "");
  }

  @Test
  void anUnknownTokenIsUnauthorized() {
    Config wrong =
        new ConfigBuilder(reader().getConfiguration())
            .withAutoConfigure(false)
            .withOauthToken("unknown")
            .build();
    try (KubernetesClient stranger = new KubernetesClientBuilder().withConfig(wrong).build()) {
      assertRefused(new ApiCalls(stranger).get(MAPS), 401, "Unauthorized", "Unauthorized");
    }
  }

  @Test
  void whatIsThereAlreadyIsAConflict() {
    createMap("contract", "1");
    createPeer();

    Answer map = createMap("contract", "1");
    Answer peer = createPeer();

    assertRefused(map, 409, "AlreadyExists", "configmaps \"contract\" already exists");
    assertDetails(map, "", "configmaps", "contract");
    assertRefused(
        peer, 409, "AlreadyExists", "bgppeers.crd.projectcalico.org \"contract\" already exists");
    assertDetails(peer, "crd.projectcalico.org", "bgppeers", "contract");
  }

  @Test
  void anUpdateOfAnOldVersionIsAConflict() {
    Answer first = createMap("contract", "1");
    calls().patch(MAP, MERGE_PATCH, "{\"data\":{\"n\":\"2\"}}");

    Answer refused = calls().put(MAP, first.text());

    assertRefused(
        refused,
        409,
        "Conflict",
        "Operation cannot be fulfilled on configmaps \"contract\": the object has been modified;"
            + " please apply your changes to the latest version and try again");
    assertDetails(refused, "", "configmaps", "contract");
  }

  @Test
  void aDeletionOfAnotherObjectOfThatNameIsAConflict() {
    String uid = createMap("contract", "1").json().at("/metadata/uid").asText();

    Answer refused = calls().delete(MAP, "{\"preconditions\":{\"uid\":\"another\"}}");

    assertRefused(
        refused,
        409,
        "Conflict",
        "Operation cannot be fulfilled on ConfigMap \"contract\": the UID in the precondition"
            + " (another) does not match the UID in record ("
            + uid
            + "). The object might have been deleted and then recreated");
    assertDetails(refused, "", "ConfigMap", "contract");
    assertThat(calls().get(MAP).code()).isEqualTo(200);
  }

  private Answer createPeer() {
    return calls()
        .post(
            CALICO + "/bgppeers",
            """
            {"apiVersion":"crd.projectcalico.org/v1","kind":"BGPPeer","metadata":{"name":"contract"},
             "spec":{"peerIP":"192.0.2.1","asNumber":64512}}
            """);
  }

  private Answer createPool() {
    return calls()
        .post(
            CALICO + "/ippools",
            """
            {"apiVersion":"crd.projectcalico.org/v1","kind":"IPPool","metadata":{"name":"contract"},
             "spec":{"cidr":"192.0.2.0/24","disabled":true,"natOutgoing":false}}
            """);
  }

  @Test
  void aPeerOfCalicoComesChangesAndGoes() {
    String path = CALICO + "/bgppeers/contract";

    Answer created = createPeer();
    Answer patched = calls().patch(path, MERGE_PATCH, "{\"spec\":{\"asNumber\":64513}}");
    JsonNode list = calls().get(CALICO + "/bgppeers").json();
    Answer deleted = calls().delete(path);
    Answer gone = calls().get(path);

    assertThat(created.code()).as(created.text()).isEqualTo(201);
    assertThat(created.json().at("/metadata/generation").asInt()).isEqualTo(1);
    assertThat(patched.code()).as(patched.text()).isEqualTo(200);
    assertThat(patched.json().at("/spec/asNumber").asInt()).isEqualTo(64513);
    assertThat(patched.json().at("/metadata/generation").asInt()).isEqualTo(2);
    assertThat(list.path("kind").asText()).isEqualTo("BGPPeerList");
    assertThat(list.path("apiVersion").asText()).isEqualTo("crd.projectcalico.org/v1");
    assertThat(names(list)).contains("contract");
    assertThat(list.at("/items/0/kind").asText()).isEqualTo("BGPPeer");
    assertThat(deleted.code()).isEqualTo(200);
    assertThat(deleted.json().path("status").asText()).isEqualTo("Success");
    assertThat(deleted.json().at("/details/uid").asText())
        .isEqualTo(created.json().at("/metadata/uid").asText());
    assertDetails(deleted, "crd.projectcalico.org", "bgppeers", "contract");
    assertRefused(gone, 404, "NotFound", "bgppeers.crd.projectcalico.org \"contract\" not found");
    assertDetails(gone, "crd.projectcalico.org", "bgppeers", "contract");
  }

  @Test
  void aPoolOfCalicoComesAndGoes() {
    String path = CALICO + "/ippools/contract";

    Answer created = createPool();
    Answer read = calls().get(path);

    assertThat(created.code()).as(created.text()).isEqualTo(201);
    assertThat(read.json().at("/spec/cidr").asText()).isEqualTo("192.0.2.0/24");
    assertThat(read.json().at("/spec/disabled").asBoolean()).isTrue();
    assertThat(names(calls().get(CALICO + "/ippools").json())).contains("contract");
    assertThat(calls().delete(path).code()).isEqualTo(200);
    assertThat(calls().get(path).code()).isEqualTo(404);
  }

  @Test
  void aDryRunOfAPeerOfCalicoMakesNone() {
    Answer shown =
        calls()
            .post(
                CALICO + "/bgppeers?dryRun=All",
                """
                {"apiVersion":"crd.projectcalico.org/v1","kind":"BGPPeer","metadata":{"name":"contract"},
                 "spec":{"peerIP":"192.0.2.1","asNumber":64512}}
                """);

    assertThat(shown.code()).as(shown.text()).isEqualTo(201);
    assertThat(shown.json().at("/spec/peerIP").asText()).isEqualTo("192.0.2.1");
    assertThat(calls().get(CALICO + "/bgppeers/contract").code()).isEqualTo(404);
  }

  @Test
  void anUpdateOfACustomResourceNeedsItsVersion() {
    JsonNode created = createPeer().json();
    ((ObjectNode) created.path("metadata")).remove("resourceVersion");

    Answer refused = calls().put(CALICO + "/bgppeers/contract", created.toString());

    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.json().path("reason").asText()).isEqualTo("Invalid");
    assertThat(refused.json().path("message").asText())
        .contains("metadata.resourceVersion: Invalid value")
        .contains("must be specified for an update");
  }

  @Test
  void whatIsNotServedIsNotFoundAndNoStatus() {
    Answer answer = calls().get("/apis/crd.projectcalico.org/v1/absent");

    assertThat(answer.code()).isEqualTo(404);
    assertThat(answer.text()).isEqualTo("404 page not found\n");
  }

  @Test
  void tellsWhatItServes() {
    JsonNode resources = calls().get(CALICO).json().path("resources");

    assertThat(StreamSupport.stream(resources.spliterator(), false))
        .extracting(resource -> resource.path("name").asText())
        .contains("bgppeers", "bgpconfigurations", "ippools");
  }
}
